using System.Linq;
using System.Text;

namespace Haloy.House.Tests.Docs;

/// <summary>A block of code in a page.</summary>
/// <param name="file">The page.</param>
/// <param name="line">Where it begins.</param>
/// <param name="info">What follows the backticks: the language, then perhaps a word about the block.</param>
/// <param name="indent">How far it is indented.</param>
internal sealed class CodeBlock(string file, int line, string info, int indent)
{
    private readonly StringBuilder _text = new();

    public string Place => $"{file}({line})";

    public string Language => info.Split(' ')[0];

    /// <summary>An example of a mistake: it has to be one.</summary>
    public bool IsWrong => info.Split(' ').Contains("wrong");

    public string Text => _text.ToString();

    public void Add(string codeLine) => _text.Append(codeLine.Length >= indent ? codeLine[indent..] : codeLine.TrimStart()).Append('\n');
}

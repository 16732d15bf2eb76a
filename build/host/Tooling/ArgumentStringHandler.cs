using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>An interpolated command line: values with spaces are quoted, those with <c>:r</c> are not shown in logs.</summary>
[InterpolatedStringHandler]
public readonly ref struct ArgumentStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<string> _secrets;

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        _text = new(literalLength + (formattedCount * 8));
        _secrets = [];
        handlerIsValid = true;
    }

    public static implicit operator ArgumentStringHandler(string value)
    {
        var handler = new ArgumentStringHandler(value.Length, 0, out _);
        handler.AppendLiteral(value);
        return handler;
    }

    public void AppendLiteral(string value)
        => _text.Append(value);

    public void AppendFormatted(object obj, int alignment = 0, string format = null)
    {
        switch (obj)
        {
            case null:
                break;
            case string text when format == "r":
                _secrets.Add(text);
                _text.Append(text);
                break;
            case string text:
                _text.Append(format == "nq" || text.StartsWith('\'') ? text : text.DoubleQuoteIfNeeded());
                break;
            case AbsolutePath path:
                _text.Append(path.ToString(format ?? "dn"));
                break;
            case IEnumerable<AbsolutePath> paths:
                _text.AppendJoin(' ', paths.Select(x => x.ToString(format ?? "dn")));
                break;
            default:
                _text.Append(obj);
                break;
        }
    }

    public string ToStringAndClear()
        => _text.ToString();

    public Func<string, string> GetFilter()
    {
        var secrets = _secrets;
        return text => secrets.Aggregate(text, (x, secret) => x.Replace(secret, "[REDACTED]", StringComparison.Ordinal));
    }
}

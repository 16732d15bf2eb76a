namespace Nuke.Common.Execution;

/// <summary>The words of a command line: target names first, then switches, each with the words that follow it.</summary>
internal sealed class CommandLine(IReadOnlyList<string> words)
{
    public static CommandLine Current { get; } = new(Environment.GetCommandLineArgs()[1..]);

    public IReadOnlyList<string> Words { get; } = words;

    public string[] Positional => [.. Words.TakeWhile(x => !IsSwitch(x))];

    public bool Has(string name)
        => Find(name) >= 0;

    /// <summary>The words of the last switch of that name, or null where there is none.</summary>
    public string[] Named(string name)
    {
        var index = Find(name);
        return index < 0 ? null : [.. Words.Skip(index + 1).TakeWhile(x => !IsSwitch(x))];
    }

    private int Find(string name)
    {
        var plain = Plain(name);
        for (var i = Words.Count - 1; i >= 0; i--)
        {
            if (IsSwitch(Words[i]) && string.Equals(Plain(Words[i]), plain, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private static bool IsSwitch(string word)
        => word.StartsWith('-');

    private static string Plain(string name)
        => name.Replace("-", "", StringComparison.Ordinal);
}

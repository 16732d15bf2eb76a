namespace Haloy.Manifest.Reading;

/// <summary>
/// How large a configuration may be. Far beyond any real one; beyond them there is one clear problem instead of a build
/// that hangs or a process that dies.
/// </summary>
public static class ReadingLimits
{
    /// <summary>Characters of the whole file.</summary>
    public const int Characters = 1_000_000;

    /// <summary>Characters of one text in it.</summary>
    public const int TextCharacters = 100_000;

    /// <summary>Lists and maps inside each other.</summary>
    public const int Depth = 64;

    /// <summary>Texts, lists and maps together; an alias counts with everything that it stands for.</summary>
    public const int Nodes = 100_000;

    /// <summary>Keys of one map.</summary>
    public const int Keys = 5_000;

    /// <summary>Targets of one file.</summary>
    public const int Targets = 1_000;

    /// <summary>
    /// Variables, build arguments, domains, aliases, volumes and commands of all targets together, inherited ones counted for
    /// each target that inherits them.
    /// </summary>
    public const int Entries = 25_000;

    /// <summary>Problems that are listed one by one.</summary>
    public const int Problems = 1_000;

    /// <summary>Characters of one value after expansion.</summary>
    public const int ExpandedCharacters = 100_000;

    /// <summary>Characters of all values of the file after expansion.</summary>
    public const int ExpandedCharactersOfAll = 5_000_000;
}

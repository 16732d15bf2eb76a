namespace Haloy.Manifest.Validation;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>Worth knowing; the file can be used.</summary>
    Warning,

    /// <summary>The file cannot be used.</summary>
    Error,
}

/// <summary>A place in the file.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column.</param>
/// <param name="Length">How many characters it spans on that line; at least 0.</param>
/// <param name="Offset">0-based index of its first character in the text.</param>
public readonly record struct SourcePosition(int Line, int Column, int Length, int Offset);

/// <summary>Something wrong in a configuration: what, where, and how to mend it.</summary>
/// <param name="Id">One id per kind of mistake, such as <c>HALOY012</c>; documented in docs/diagnostics.md.</param>
/// <param name="Severity">Whether the file can be used all the same.</param>
/// <param name="Path">The key's path, such as <c>targets/production/replicas</c>; empty for the file.</param>
/// <param name="Position">Where.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Hint">What to do; null when the message says it.</param>
public sealed record ManifestProblem(
    string Id, ProblemSeverity Severity, string Path, SourcePosition Position, string Message, string? Hint)
{
    /// <summary>For mistakes in the YAML itself: the line as it stands and, on a second line, a caret below the mistake.</summary>
    public string? Excerpt { get; init; }

    /// <summary>The compiler's form: <c>(12,5): error HALOY012: path: message hint</c>, to be written after a file name.</summary>
    public override string ToString()
    {
        var severity = Severity == ProblemSeverity.Error ? "error" : "warning";
        var path = Path.Length == 0 ? "" : Path + ": ";
        var hint = Hint is null ? "" : " " + Hint;
        return $"({Position.Line},{Position.Column}): {severity} {Id}: {path}{Message}{hint}";
    }
}

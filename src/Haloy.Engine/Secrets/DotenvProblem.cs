namespace Haloy.Engine.Secrets;

/// <summary>A line of a <c>.env</c> file that cannot be read. It never quotes a value.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1-based.</param>
/// <param name="Message">What is wrong, and how to write it.</param>
public sealed record DotenvProblem(string File, int Line, string Message)
{
    /// <summary>The compiler's form: <c>.env(3): message</c>.</summary>
    public override string ToString() => $"{File}({Line}): {Message}";
}

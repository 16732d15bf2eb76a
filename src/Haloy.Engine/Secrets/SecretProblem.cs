namespace Haloy.Engine.Secrets;

/// <summary>A value that cannot be had. It never quotes a value.</summary>
/// <param name="Target">The target that needs it.</param>
/// <param name="Entry">The entry that needs it, such as a variable's name; empty: all of them.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do; null: the message says it.</param>
public sealed record SecretProblem(string Target, string Entry, string Message, string? Hint)
{
    /// <summary><c>production/DATABASE_URL: message hint</c>.</summary>
    public override string ToString() =>
        Target + (Entry.Length == 0 ? "" : "/" + Entry) + ": " + Message + (Hint is null ? "" : " " + Hint);
}

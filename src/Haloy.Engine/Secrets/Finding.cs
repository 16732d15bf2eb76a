namespace Haloy.Engine.Secrets;

/// <summary>A value that was found, or why it was not.</summary>
internal sealed class Finding
{
    private Finding(string? value, string? message, string? hint)
    {
        Value = value;
        Message = message;
        Hint = hint;
    }

    public string? Value { get; }

    public string? Message { get; }

    public string? Hint { get; }

    public static Finding Of(string value) => new(value, null, null);

    public static Finding Missing(string message, string? hint) => new(null, message, hint);

    public override string ToString() => Message ?? Secret.Mask;
}

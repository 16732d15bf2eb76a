namespace Haloy.Manifest.Validation;

/// <summary>What is wrong with a value, before it is known where the value stands.</summary>
internal sealed record Complaint(ProblemKind Kind, string Message, string? Hint = null);

/// <summary>What a text came to: a value, or a complaint.</summary>
internal readonly record struct Finding<T>(T Value, Complaint? Complaint)
{
    public static Finding<T> Of(T value) => new(value, null);

    public static implicit operator Finding<T>(Complaint complaint) => new(default!, complaint);
}

/// <summary>Makes a value of the text of a key.</summary>
/// <param name="key">The key, for messages.</param>
/// <param name="text">The text that was written.</param>
internal delegate Finding<T> Parse<T>(string key, string text);

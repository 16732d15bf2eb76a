using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Why a text is not YAML, in a person's words, at the line where it went wrong.</summary>
/// <param name="Complaint">What is wrong.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">0-based column in it.</param>
/// <param name="Length">How many characters it spans.</param>
/// <param name="RepairedLine">The line as it was probably meant; null: who knows.</param>
/// <param name="IsSure">Whether what follows from the repaired line is worth reporting.</param>
internal sealed record SyntaxMistake(
    Complaint Complaint, int Line, int Column, int Length, string? RepairedLine = null, bool IsSure = false);

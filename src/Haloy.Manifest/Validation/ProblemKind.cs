namespace Haloy.Manifest.Validation;

/// <summary>One kind of mistake; docs/diagnostics.md has its cause and its fix.</summary>
/// <param name="Id">Its id, such as <c>HALOY012</c>; never reused for another kind.</param>
/// <param name="Title">What it is, in a few words.</param>
public sealed record ProblemKind(string Id, string Title);

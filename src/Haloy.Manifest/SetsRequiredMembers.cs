namespace System.Diagnostics.CodeAnalysis;

/// <summary>Needed by the compiler for records with <c>required</c> members on netstandard2.0.</summary>
[System.AttributeUsage(System.AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : System.Attribute;

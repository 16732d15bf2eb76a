namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 compile <c>init</c> setters and records; the compiler only needs the name.</summary>
internal static class IsExternalInit;

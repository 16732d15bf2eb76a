namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 compile <c>required</c> members; the compiler only needs the names.</summary>
[System.AttributeUsage(System.AttributeTargets.All)]
internal sealed class RequiredMemberAttribute : System.Attribute;

/// <summary>See <see cref="RequiredMemberAttribute"/>.</summary>
/// <param name="featureName">The compiler feature that is needed.</param>
[System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : System.Attribute
{
    public string FeatureName { get; } = featureName;
}

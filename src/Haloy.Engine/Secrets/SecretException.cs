using System.Collections.Immutable;

namespace Haloy.Engine.Secrets;

/// <summary>Values that the run needs cannot be had. Nothing was touched.</summary>
public sealed class SecretException : HaloyException
{
    internal SecretException(ImmutableArray<SecretProblem> problems) : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>All of them.</summary>
    public ImmutableArray<SecretProblem> Problems { get; }
}

using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>What came of reading a configuration: what it asks for, and everything that is wrong with it.</summary>
public sealed class ManifestReading
{
    internal ManifestReading(ResolvedManifest manifest, EquatableArray<TargetSpec> readable, EquatableArray<ManifestProblem> problems)
    {
        Problems = problems;
        HasErrors = problems.Any(problem => problem.Severity == ProblemSeverity.Error);
        Resolved = HasErrors ? null : manifest;
        ReadableTargets = readable;
    }

    /// <summary>What the configuration asks for; null when there is a problem of severity error.</summary>
    public ResolvedManifest? Resolved { get; }

    /// <summary>
    /// The targets that could be made out even though the file may have problems, with defaults where a value could not be
    /// read. Their keys make build-target names that differ. For generated code and completion, never for a deployment.
    /// </summary>
    public EquatableArray<TargetSpec> ReadableTargets { get; }

    /// <summary>All problems, in the order of their positions.</summary>
    public EquatableArray<ManifestProblem> Problems { get; }

    /// <summary>Whether there is a problem of severity error.</summary>
    public bool HasErrors { get; }
}

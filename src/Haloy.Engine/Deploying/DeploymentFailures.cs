using System;
using Haloy.Engine.Images;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Validation;

namespace Haloy.Engine.Deploying;

/// <summary>The configuration cannot be used. Nothing was touched.</summary>
public sealed class ManifestException : HaloyException
{
    internal ManifestException(string file, EquatableArray<ManifestProblem> problems)
        : base(string.Join(Environment.NewLine, problems.Select(p => file + p)))
    {
        File = file;
        Problems = problems;
    }

    internal ManifestException(string message) : base(message) { }

    /// <summary>The file.</summary>
    public string File { get; } = "";

    /// <summary>Everything that is wrong with it.</summary>
    public EquatableArray<ManifestProblem> Problems { get; }
}

/// <summary>A server cannot be deployed to, or what the run needs is not there. Nothing was touched.</summary>
public sealed class PreflightException : HaloyException
{
    internal PreflightException(IReadOnlyCollection<string> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner) => Problems = problems;

    /// <summary>All that is in the way, one line or paragraph each.</summary>
    public IReadOnlyCollection<string> Problems { get; }
}

/// <summary>A hook's command failed.</summary>
public sealed class HookException : HaloyException
{
    internal HookException(string hook, string command, int exitCode)
        : base($"{hook} failed: '{command}' ended with exit code {exitCode}. Its output is above.") => ExitCode = exitCode;

    /// <summary>The command's exit code.</summary>
    public int ExitCode { get; }
}

/// <summary>A run in which a target failed. The report says what became of each; its error, what serves.</summary>
public sealed class DeploymentFailedException : HaloyException
{
    internal DeploymentFailedException(RunReport report)
        : base(string.Join(Environment.NewLine, report.Targets.Where(t => t.Error is not null).Select(t => $"{t.Target}: {t.Error}"))) =>
        Report = report;

    /// <summary>What became of each target.</summary>
    public RunReport Report { get; }
}

/// <summary>A container did not become ready. Carries the evidence.</summary>
public sealed class ContainerNotReadyException : HaloyException
{
    internal ContainerNotReadyException(ContainerEvidence evidence) : base(evidence.ToString()) => Evidence = evidence;

    /// <summary>What was expected and what was seen.</summary>
    public ContainerEvidence Evidence { get; }
}

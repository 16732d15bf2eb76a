using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Engine.Deploying;

/// <summary>How a target's or a run's deploy ended.</summary>
public enum Outcome
{
    /// <summary>The new version serves.</summary>
    Succeeded,

    /// <summary>It failed; see the error for what serves.</summary>
    Failed,

    /// <summary>It failed and the old version serves as before.</summary>
    RolledBack,

    /// <summary>It was not begun, since another target had failed before.</summary>
    Skipped,

    /// <summary>A person or a cancelled job stopped it; the old version serves as before.</summary>
    Interrupted,
}

/// <summary>All about one run (spec/deploying.md §11).</summary>
public sealed record RunReport
{
    /// <summary><c>deploy</c> or <c>rollback</c>.</summary>
    public required string Command { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>The images that were built or brought, each once.</summary>
    public IReadOnlyList<ImageReport> Images { get; init; } = [];

    /// <summary>The targets, in the file's order.</summary>
    public required IReadOnlyList<TargetReport> Targets { get; init; }

    /// <summary>Succeeded when every target did; otherwise the worst.</summary>
    public Outcome Outcome =>
        Targets.All(t => t.Outcome == Outcome.Succeeded) ? Outcome.Succeeded
        : Targets.Any(t => t.Outcome == Outcome.Failed) ? Outcome.Failed
        : Targets.Any(t => t.Outcome == Outcome.Interrupted) ? Outcome.Interrupted
        : Outcome.RolledBack;
}

/// <summary>An image of a run.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Built">Whether this run built it.</param>
/// <param name="Took">How long that took.</param>
public sealed record ImageReport(string Reference, string Id, bool Built, TimeSpan Took);

/// <summary>All about one target of a run.</summary>
public sealed record TargetReport
{
    /// <summary>The target's key.</summary>
    public required string Target { get; init; }

    /// <summary>The server, as the file names it.</summary>
    public required string Server { get; init; }

    /// <summary>The deployment's id; null: none was begun.</summary>
    public string? Deployment { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public string? Error { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The strategy's name.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>How many containers serve.</summary>
    public int Replicas { get; init; }

    /// <summary>The id of the image that it runs.</summary>
    public string? ImageId { get; init; }

    /// <summary>The digest that the image has in its registry; null: it did not come from one.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>Bytes of the image that travelled.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes of the whole image.</summary>
    public long BytesTotal { get; init; }

    /// <summary>SSH connections to the server in this run.</summary>
    public int SshConnections { get; init; }

    /// <summary>Engine requests of this target.</summary>
    public int EngineRequests { get; init; }

    /// <summary>Those that had to wait for an earlier one's answer.</summary>
    public int SequentialRoundTrips { get; init; }

    /// <summary>What <c>--haloy-prove</c> counted; null: it was not asked for.</summary>
    public ProofReport? Proof { get; init; }

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<StepReport> Steps { get; init; } = [];
}

/// <summary>Requests that were made through the public route during the switch.</summary>
/// <param name="Requests">All of them.</param>
/// <param name="Lost">Those without an answer below 500.</param>
public sealed record ProofReport(long Requests, long Lost);

/// <summary>One thing that was done.</summary>
/// <param name="Name">In words.</param>
/// <param name="StartedAt">Since the target's start.</param>
/// <param name="Took">How long it took.</param>
public sealed record StepReport(string Name, TimeSpan StartedAt, TimeSpan Took);

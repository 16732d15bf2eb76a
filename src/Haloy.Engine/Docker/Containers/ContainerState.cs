using System;

namespace Haloy.Engine.Docker;

/// <summary>How a container is.</summary>
public sealed record ContainerState
{
    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Whether it runs; a paused one does, and to the engine a restarting one does too.</summary>
    public bool Running { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether it exited and waits to be restarted.</summary>
    public bool Restarting { get; init; }

    /// <summary>Whether the kernel killed it for want of memory.</summary>
    public bool OomKilled { get; init; }

    /// <summary>Whether it is half removed.</summary>
    public bool Dead { get; init; }

    /// <summary>Its first process on the server; 0 while it does not run.</summary>
    public int Pid { get; init; }

    /// <summary>What it last exited with.</summary>
    public int ExitCode { get; init; }

    /// <summary>Why it could not be started; empty when it could.</summary>
    public string Error { get; init; } = "";

    /// <summary>When it was last started; null: never.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last exited; null: never.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What its health check says; null when it has none.</summary>
    public ContainerHealth? Health { get; init; }
}

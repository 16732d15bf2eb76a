using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A container to be created. What is not set is the image's or the engine's default.</summary>
public sealed record ContainerCreation
{
    /// <summary>The image: a reference or an id.</summary>
    public required string Image { get; init; }

    /// <summary>The command; null: the image's.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>What the command is given to; null: the image's.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The environment, <c>NAME=value</c>, in order, added to the image's.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Labels, added to the image's.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports it listens on, for example <c>8080/tcp</c>, added to the image's.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Its health check; null: the image's.</summary>
    public Healthcheck? Healthcheck { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Whether its standard input ends with the first client that was attached to it.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>Whether a client attaches to its standard input.</summary>
    public bool AttachStdin { get; init; }

    /// <summary>Whether a client attaches to its standard output.</summary>
    public bool AttachStdout { get; init; }

    /// <summary>Whether a client attaches to its standard error.</summary>
    public bool AttachStderr { get; init; }

    /// <summary>Whether it gets a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>The directory it starts in; null: the image's.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Who it runs as; null: the image's.</summary>
    public string? User { get; init; }

    /// <summary>The signal that asks it to stop; null: the image's, else SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>From that signal to SIGKILL when nobody says otherwise; null: the engine's default, 10 s.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>How it is tied to the server.</summary>
    public HostConfig HostConfig { get; init; } = new();

    /// <summary>
    /// The networks it joins, the first being the one of its network mode unless that is set. Engines before API 1.44
    /// take one when creating; the others are then connected before the method returns.
    /// </summary>
    public IReadOnlyList<NetworkAttachment> Networks { get; init; } = [];
}

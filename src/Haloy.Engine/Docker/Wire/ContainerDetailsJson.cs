using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record ContainerDetailsJson
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Created { get; init; }

    public string? Image { get; init; }

    public int RestartCount { get; init; }

    public ContainerConfigJson? Config { get; init; }

    public ContainerStateJson? State { get; init; }

    public HostConfigJson? HostConfig { get; init; }

    public NetworkSettingsJson? NetworkSettings { get; init; }

    public List<MountJson>? Mounts { get; init; }
}

internal sealed record ContainerStateJson
{
    public string? Status { get; init; }

    public bool Running { get; init; }

    public bool Paused { get; init; }

    public bool Restarting { get; init; }

    public bool OOMKilled { get; init; }

    public bool Dead { get; init; }

    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public string? Error { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? FinishedAt { get; init; }

    public HealthJson? Health { get; init; }
}

internal sealed record HealthJson
{
    public string? Status { get; init; }

    public int FailingStreak { get; init; }

    public List<HealthProbeJson>? Log { get; init; }
}

internal sealed record HealthProbeJson
{
    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? Start { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? End { get; init; }

    public int ExitCode { get; init; }

    public string? Output { get; init; }
}

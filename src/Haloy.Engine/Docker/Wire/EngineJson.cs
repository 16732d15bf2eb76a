using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

internal sealed record InfoJson
{
    public string? ID { get; init; }

    public string? Name { get; init; }

    public string? ServerVersion { get; init; }

    public string? Architecture { get; init; }

    public string? OSType { get; init; }

    public string? OperatingSystem { get; init; }

    public string? Driver { get; init; }

    public List<List<string>>? DriverStatus { get; init; }

    public string? LoggingDriver { get; init; }

    public SwarmJson? Swarm { get; init; }

    public List<string>? SecurityOptions { get; init; }

    public string? DockerRootDir { get; init; }

    public int NCPU { get; init; }

    public long MemTotal { get; init; }

    [JsonConverter(typeof(EngineTimeConverter))]
    public DateTimeOffset? SystemTime { get; init; }
}

internal sealed record SwarmJson
{
    public string? LocalNodeState { get; init; }
}

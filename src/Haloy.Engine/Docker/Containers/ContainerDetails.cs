using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A container as it is inspected.</summary>
public sealed record ContainerDetails
{
    /// <summary>Its id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, without the engine's leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The id of its image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>How often the engine restarted it by its restart policy.</summary>
    public int RestartCount { get; init; }

    /// <summary>What it was created to be, the image's defaults included.</summary>
    public required ContainerConfig Config { get; init; }

    /// <summary>How it is.</summary>
    public required ContainerState State { get; init; }

    /// <summary>The network mode that it was created with.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>The networks it is connected to, by name.</summary>
    public IReadOnlyDictionary<string, ContainerEndpoint> Networks { get; init; } = new Dictionary<string, ContainerEndpoint>();

    /// <summary>Its mounts.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];
}

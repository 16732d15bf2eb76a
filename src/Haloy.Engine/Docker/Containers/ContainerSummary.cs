using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>A container as it is listed.</summary>
public sealed record ContainerSummary
{
    /// <summary>Its id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its names, without the engine's leading slash.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The image it was created from, as it was named then.</summary>
    public string Image { get; init; } = "";

    /// <summary>The id of that image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The state for people, for example <c>Up 3 minutes (healthy)</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>When it was created, to the second.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Its labels, the image's included.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The networks it is connected to, by name.</summary>
    public IReadOnlyDictionary<string, ContainerEndpoint> Networks { get; init; } = new Dictionary<string, ContainerEndpoint>();

    /// <summary>Its mounts.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The server's TCP ports that lead to it now.</summary>
    public IReadOnlyList<int> PublishedPorts { get; init; } = [];
}

using System.Collections.Generic;

namespace Haloy.Engine.Docker.Wire;

internal sealed record ContainerCreationJson : ContainerConfigJson
{
    public HostConfigJson? HostConfig { get; init; }

    public NetworkingConfigJson? NetworkingConfig { get; init; }
}

internal sealed record HostConfigJson
{
    public IReadOnlyList<string>? Binds { get; init; }

    public RestartPolicyJson? RestartPolicy { get; init; }

    public string? NetworkMode { get; init; }

    public Dictionary<string, List<PortBindingJson>?>? PortBindings { get; init; }

    public bool? AutoRemove { get; init; }

    public LogConfigJson? LogConfig { get; init; }

    public IReadOnlyList<string>? ExtraHosts { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public bool? Init { get; init; }
}

internal sealed record RestartPolicyJson
{
    public string? Name { get; init; }

    public int? MaximumRetryCount { get; init; }
}

internal sealed record PortBindingJson
{
    public string? HostIp { get; init; }

    public string? HostPort { get; init; }
}

internal sealed record LogConfigJson
{
    public string? Type { get; init; }

    public IReadOnlyDictionary<string, string>? Config { get; init; }
}

internal sealed record NetworkingConfigJson
{
    public Dictionary<string, EndpointConfigJson>? EndpointsConfig { get; init; }
}

internal sealed record EndpointConfigJson
{
    public IReadOnlyList<string>? Aliases { get; init; }

    public IpamAddressJson? IPAMConfig { get; init; }
}

internal sealed record CreatedJson
{
    public string Id { get; init; } = "";
}

internal sealed record ExitJson
{
    public int StatusCode { get; init; }

    public ExitErrorJson? Error { get; init; }
}

internal sealed record ExitErrorJson
{
    public string? Message { get; init; }
}

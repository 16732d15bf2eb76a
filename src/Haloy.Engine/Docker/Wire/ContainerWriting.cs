using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Haloy.Engine.Docker.Wire;

/// <summary>A wanted container, made into what is sent.</summary>
internal static class ContainerWriting
{
    public static ContainerCreationJson ToJson(this ContainerCreation creation, IEnumerable<NetworkAttachment> networks) => new()
    {
        Image = creation.Image,
        Cmd = creation.Cmd,
        Entrypoint = creation.Entrypoint,
        Env = creation.Env,
        Labels = creation.Labels,
        ExposedPorts = creation.ExposedPorts
            .Concat(creation.HostConfig.PortBindings.Select(binding => binding.ContainerPort))
            .Distinct()
            .ToDictionary(port => port, _ => new EmptyJson()),
        Healthcheck = creation.Healthcheck is { } check ? Check(check) : null,
        OpenStdin = creation.OpenStdin,
        StdinOnce = creation.StdinOnce,
        AttachStdin = creation.AttachStdin,
        AttachStdout = creation.AttachStdout,
        AttachStderr = creation.AttachStderr,
        Tty = creation.Tty,
        WorkingDir = creation.WorkingDir,
        User = creation.User,
        StopSignal = creation.StopSignal,
        StopTimeout = creation.StopTimeout is { } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null,
        HostConfig = Host(creation.HostConfig, creation.Networks),
        NetworkingConfig = new NetworkingConfigJson
        {
            EndpointsConfig = networks.ToDictionary(network => network.Network, network => Endpoint(network.Aliases, network.Ipv4)),
        },
    };

    public static EndpointConfigJson Endpoint(IReadOnlyList<string> aliases, string? ipv4) => new()
    {
        Aliases = aliases.Count > 0 ? aliases : null,
        IPAMConfig = ipv4 is null ? null : new IpamAddressJson { IPv4Address = ipv4 },
    };

    private static HostConfigJson Host(HostConfig host, IReadOnlyList<NetworkAttachment> networks) => new()
    {
        Binds = host.Binds,
        RestartPolicy = host.RestartPolicy is { } restart
            ? new RestartPolicyJson { Name = restart.Name, MaximumRetryCount = restart.MaximumRetryCount }
            : null,
        NetworkMode = host.NetworkMode ?? (networks.Count > 0 ? networks[0].Network : null),
        PortBindings = host.PortBindings
            .GroupBy(binding => binding.ContainerPort)
            .ToDictionary(group => group.Key, group => (List<PortBindingJson>?)[.. group.Select(Binding)]),
        AutoRemove = host.AutoRemove,
        LogConfig = host.LogConfig is { } log ? new LogConfigJson { Type = log.Type, Config = log.Options } : null,
        ExtraHosts = host.ExtraHosts,
        CapAdd = host.CapAdd,
        CapDrop = host.CapDrop,
        SecurityOpt = host.SecurityOpt,
        Init = host.Init,
    };

    private static PortBindingJson Binding(PortBinding binding) => new()
    {
        HostIp = binding.HostIp,
        HostPort = binding.HostPort == 0 ? "" : binding.HostPort.ToString(CultureInfo.InvariantCulture),
    };

    private static HealthcheckJson Check(Healthcheck check) => new()
    {
        Test = check.Test,
        Interval = Nanoseconds(check.Interval),
        Timeout = Nanoseconds(check.Timeout),
        StartPeriod = Nanoseconds(check.StartPeriod),
        Retries = check.Retries,
    };

    private static long? Nanoseconds(TimeSpan? span) => span?.Ticks * TimeSpan.NanosecondsPerTick;
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Engine.Docker.Wire;

/// <summary>Containers as they came, made into what they mean.</summary>
internal static class ContainerReading
{
    public static ContainerSummary ToSummary(this ContainerSummaryJson json) => new()
    {
        Id = json.Id,
        Names = [.. (json.Names ?? []).Select(WithoutSlash)],
        Image = json.Image ?? "",
        ImageId = json.ImageID ?? "",
        State = json.State ?? "",
        Status = json.Status ?? "",
        Created = DateTimeOffset.FromUnixTimeSeconds(json.Created),
        Labels = json.Labels ?? [],
        Networks = Networks(json.NetworkSettings),
        Mounts = Mounts(json.Mounts),
        // Once per address family.
        PublishedPorts = [.. (json.Ports ?? []).Where(port => port.Type == "tcp").Select(port => port.PublicPort).OfType<int>().Distinct()],
    };

    public static ContainerDetails ToDetails(this ContainerDetailsJson json) => new()
    {
        Id = json.Id,
        Name = WithoutSlash(json.Name),
        Created = json.Created,
        ImageId = json.Image ?? "",
        RestartCount = json.RestartCount,
        Config = Config(json.Config ?? new()),
        State = State(json.State ?? new()),
        NetworkMode = json.HostConfig?.NetworkMode ?? "",
        Networks = Networks(json.NetworkSettings),
        Mounts = Mounts(json.Mounts),
    };

    public static Healthcheck? ToHealthcheck(this HealthcheckJson? json) => json?.Test is not { Count: > 0 } test || test[0] == "NONE"
        ? null
        : new Healthcheck
        {
            Test = test,
            Interval = Span(json.Interval),
            Timeout = Span(json.Timeout),
            StartPeriod = Span(json.StartPeriod),
            Retries = json.Retries is > 0 ? json.Retries : null,
        };

    /// <summary>Nanoseconds; to the engine zero means its default.</summary>
    private static TimeSpan? Span(long? nanoseconds) =>
        nanoseconds is > 0 ? TimeSpan.FromTicks(nanoseconds.Value / TimeSpan.NanosecondsPerTick) : null;

    private static string WithoutSlash(string name) => name.StartsWith('/') ? name[1..] : name;

    private static ContainerConfig Config(ContainerConfigJson json) => new()
    {
        Image = json.Image ?? "",
        Env = json.Env ?? [],
        Labels = json.Labels ?? new Dictionary<string, string>(),
        Healthcheck = json.Healthcheck.ToHealthcheck(),
        ExposedPorts = [.. (json.ExposedPorts ?? []).Keys],
        Cmd = json.Cmd ?? [],
        Entrypoint = json.Entrypoint ?? [],
        Tty = json.Tty ?? false,
        StopSignal = string.IsNullOrEmpty(json.StopSignal) ? null : json.StopSignal,
    };

    private static ContainerState State(ContainerStateJson json) => new()
    {
        Status = json.Status ?? "",
        Running = json.Running,
        Paused = json.Paused,
        Restarting = json.Restarting,
        OomKilled = json.OOMKilled,
        Dead = json.Dead,
        Pid = json.Pid,
        ExitCode = json.ExitCode,
        Error = json.Error ?? "",
        StartedAt = json.StartedAt,
        FinishedAt = json.FinishedAt,
        Health = json.Health is { Status: { Length: > 0 } status } health && status != "none"
            ? new ContainerHealth
            {
                Status = status,
                FailingStreak = health.FailingStreak,
                Log = [.. (health.Log ?? []).Select(probe => new HealthProbe(probe.Start, probe.End, probe.ExitCode, probe.Output ?? ""))],
            }
            : null,
    };

    private static Dictionary<string, ContainerEndpoint> Networks(NetworkSettingsJson? json) =>
        (json?.Networks ?? []).ToDictionary(
            pair => pair.Key,
            pair => new ContainerEndpoint
            {
                IpAddress = pair.Value.IPAddress ?? "",
                IpamIpv4 = string.IsNullOrEmpty(pair.Value.IPAMConfig?.IPv4Address) ? null : pair.Value.IPAMConfig.IPv4Address,
                Aliases = pair.Value.Aliases ?? [],
                NetworkId = pair.Value.NetworkID ?? "",
            });

    private static IReadOnlyList<ContainerMount> Mounts(List<MountJson>? json) =>
        [.. (json ?? []).Select(mount => new ContainerMount(
            mount.Type ?? "",
            string.IsNullOrEmpty(mount.Name) ? null : mount.Name,
            mount.Source ?? "",
            mount.Destination ?? "",
            mount.RW))];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Asks the engine which API version it speaks. Its answer is what later requests are sent in.</summary>
    public async Task<EngineVersion> PingAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(EngineRequest.Get($"/_ping") with { IsVersioned = false }, cancellationToken);
        await answer.DrainAsync(cancellationToken);

        var (version, spoken) = Agree(answer);
        return new EngineVersion
        {
            ApiVersion = version,
            SpokenApiVersion = spoken,
            OsType = answer.Header("OSType") ?? "",
            BuilderVersion = answer.Header("Builder-Version") is { Length: > 0 } builder ? builder : null,
        };
    }

    /// <summary>
    /// Asks for a sign of life on a new connection. An engine that was told to stop takes none, while it still answers, and
    /// even starts containers, on those that it has; of these containers it brings none back.
    /// </summary>
    /// <exception cref="DockerUnreachableException">It takes no new connection.</exception>
    public async Task KnockAsync(CancellationToken cancellationToken)
    {
        using var over = await OpenOwnAsync(cancellationToken);
        using var answer = await SendAsync(EngineRequest.Get($"/_ping") with { IsVersioned = false, Over = over }, cancellationToken);
        await answer.DrainAsync(cancellationToken);
    }

    /// <summary>
    /// Begins to open as many connections as will be used at the same time soon: a request that finds none free waits a round
    /// trip for its own. Each is asked for a sign of life, so that it is one of the pool's, which knows when it was closed.
    /// </summary>
    internal void Warm(int connections)
    {
        for (var i = 0; i < connections; i++)
            _ = PingQuietlyAsync();
    }

    /// <summary>Lets go of connections that are not in use: what is asked from now on is asked on new ones.</summary>
    public void RenewConnections() => _connections.Renew();

    private async Task PingQuietlyAsync()
    {
        try
        {
            using var answer = await SendAsync(EngineRequest.Get($"/_ping") with { IsVersioned = false }, CancellationToken.None);
            await answer.DrainAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is DockerEngineException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // What is asked beside it tells what is wrong.
        }
    }

    /// <summary>The engine and the machine that it runs on. As the first request it settles the version too, without a ping.</summary>
    public async Task<EngineFacts> InfoAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(EngineRequest.Get($"/info") with { IsVersioned = IsVersionKnown }, cancellationToken);
        if (!IsVersionKnown)
            Agree(answer);
        var info = await answer.ReadAsync(WireJson.Default.InfoJson, cancellationToken);
        return new EngineFacts
        {
            Id = info.ID ?? "",
            Name = info.Name ?? "",
            ServerVersion = info.ServerVersion ?? "",
            Architecture = info.Architecture ?? "",
            OsType = info.OSType ?? "",
            OperatingSystem = info.OperatingSystem ?? "",
            Driver = info.Driver ?? "",
            DriverStatus = [.. (info.DriverStatus ?? []).Where(pair => pair.Count == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))],
            DefaultLoggingDriver = info.LoggingDriver ?? "",
            Swarm = info.Swarm?.LocalNodeState,
            SecurityOptions = info.SecurityOptions ?? [],
            DockerRootDir = info.DockerRootDir ?? "",
            NCpu = info.NCPU,
            MemTotal = info.MemTotal,
            SystemTime = info.SystemTime,
        };
    }

    /// <summary>What could be freed. The engine walks through all that it has for this: it can take seconds.</summary>
    public async Task<EngineDiskUsage> DiskUsageAsync(CancellationToken cancellationToken) =>
        (await AskAsync(EngineRequest.Get($"/system/df"), WireJson.Default.DiskUsageJson, cancellationToken)).ToUsage();

    /// <summary>
    /// Whether the version is settled. What is the same in all versions does not wait for it: asked without one, an engine
    /// takes its own newest.
    /// </summary>
    private bool IsVersionKnown => _spoken is not null;

    /// <summary>Takes the version to speak from an answer that was asked for without one.</summary>
    private (Version Theirs, Version Spoken) Agree(EngineAnswer answer)
    {
        if (!Version.TryParse(answer.Header("Api-Version"), out var version))
            throw new DockerEngineException(answer.Request.ToString(), answer.Status, "What answers does not say which Engine API version it speaks; it is no Docker engine");
        if (version < OldestApiVersion)
            throw new DockerEngineException(answer.Request.ToString(), answer.Status, $"The Docker engine is too old: it speaks API {version}, and {OldestApiVersion} (Docker 20.10) is the oldest that will do. Upgrade it: https://docs.docker.com/engine/install");
        return (version, _spoken = version < NewestApiVersion ? version : NewestApiVersion);
    }

    /// <summary>The version to speak; asked for once, and again only if asking failed.</summary>
    private async ValueTask<Version> SpokenVersionAsync(CancellationToken cancellationToken)
    {
        if (_spoken is { } known)
            return known;

        await _negotiating.WaitAsync(cancellationToken);
        try
        {
            return _spoken ?? (await PingAsync(cancellationToken)).SpokenApiVersion;
        }
        finally
        {
            _negotiating.Release();
        }
    }
}

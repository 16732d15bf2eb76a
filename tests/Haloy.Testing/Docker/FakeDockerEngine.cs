using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Testing.Docker;

/// <summary>
/// A Docker engine that lives in this process: it answers the part of the Engine API that the product uses, over
/// connections in memory (other processes: <see cref="Listen"/>), and keeps containers, images and networks. Tests
/// arrange what is there, what goes wrong and what containers do; they read what was asked for.
/// </summary>
public sealed partial class FakeDockerEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<FakeConnection, Task> _connections = new();
    private readonly List<FakeFault> _faults = [];
    private readonly List<FakeRequest> _requests = [];
    private int _lastId;

    public FakeDockerEngine(TimeProvider? time = null) => Time = time ?? TimeProvider.System;

    /// <summary>The newest API version that it speaks.</summary>
    public Version ApiVersion { get; set; } = new(1, 51);

    public string ServerVersion { get; set; } = "28.3.0";

    public string Architecture { get; set; } = "x86_64";

    public string OsType { get; set; } = "linux";

    public string Driver { get; set; } = "overlay2";

    public string LoggingDriver { get; set; } = "json-file";

    public string Name { get; set; } = "fake";

    /// <summary>How far its machine's clock is ahead.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>What <c>GET /system/df</c> answers; the sizes of its images are added.</summary>
    public JsonObject DiskUsage { get; set; } = [];

    /// <summary>Every request so far, in the order of arrival.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (Gate)
                return [.. _requests];
        }
    }

    /// <summary>How many connections were made so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Whether connections are refused.</summary>
    public bool IsDown { get; set; }

    internal TimeProvider Time { get; }

    internal Lock Gate { get; } = new();

    /// <summary>A client of this engine.</summary>
    public DockerEngine Client() => new(ConnectAsync, Time);

    /// <summary>What a client connects with.</summary>
    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseWhileRestarting();
        if (IsDown)
            throw new IOException("Connection refused");

        var (client, server) = DuplexStream.Pair();
        var connection = new FakeConnection(server);
        Connections++;
        _connections[connection] = Task.Run(() => ServeAsync(connection), CancellationToken.None);
        return ValueTask.FromResult<Stream>(client);
    }

    /// <summary>Something that goes wrong with every request that matches; the latest of several counts.</summary>
    public FakeFault When(Func<FakeRequest, bool> matches)
    {
        var fault = new FakeFault(matches);
        lock (Gate)
            _faults.Insert(0, fault);
        return fault;
    }

    /// <summary>Something that goes wrong with requests of a method whose path ends so.</summary>
    public FakeFault When(string method, string pathEnd) =>
        When(request => request.Method == method && request.Path.EndsWith(pathEnd, StringComparison.Ordinal));

    /// <summary>Something that goes wrong with the request of a number, counted from 1.</summary>
    public FakeFault AtRequest(int number) => When(request => request.Number == number);

    /// <summary>Breaks every connection there is.</summary>
    public void CutAll()
    {
        foreach (var connection in _connections.Keys)
            connection.Stream.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        CutAll();
        foreach (var listener in _sockets)
            listener.Dispose();
        await Task.WhenAll(_connections.Values.Concat(_visits));
        _stopping.Dispose();
    }

    private async Task ServeAsync(FakeConnection connection)
    {
        try
        {
            while (await connection.ReadAsync(_stopping.Token) is { } request)
            {
                if (!await AnswerAsync(request, connection))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The client has gone, or the test has ended.
        }
        finally
        {
            await connection.Stream.DisposeAsync();
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Whether the connection can take another request.</summary>
    private async Task<bool> AnswerAsync(FakeRequest arrived, FakeConnection connection)
    {
        FakeRequest request;
        FakeFault? fault;
        lock (Gate)
        {
            // Whoever counts the requests counts as their numbers do.
            request = arrived with { Number = _requests.Count + 1 };
            _requests.Add(request);
            fault = _faults.Find(candidate => candidate.Takes(request));
        }

        var exchange = new FakeExchange(request, connection, fault?.CutsAfter ?? false, _stopping.Token);
        if (fault?.Gate is { } gate && !await HeldAsync(gate, connection))
            return false;
        if (fault?.CutsBefore == true)
        {
            connection.Stream.Cut();
            return false;
        }

        if (fault?.Refusal is { } refusal)
            await exchange.ErrorAsync(refusal.Status, refusal.Message);
        else
            await RouteAsync(exchange);
        return !exchange.IsUpgraded && !exchange.WasCut;
    }

    /// <summary>Whether the client was still there when the gate opened.</summary>
    private async Task<bool> HeldAsync(FakeGate gate, FakeConnection connection)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var watch = connection.WatchAsync(gone);
        try
        {
            await gate.PassAsync(gone.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            await gone.CancelAsync();
            await watch;
        }
    }

    private Task RouteAsync(FakeExchange exchange)
    {
        var parts = exchange.Request.Parts;
        return (exchange.Request.Method, parts[0]) switch
        {
            (_, "_ping") => exchange.SendAsync(200, "text/plain", Encoding.ASCII.GetBytes("OK"), $"Api-Version: {ApiVersion}\r\nOstype: linux\r\nBuilder-Version: 2\r\n"),
            (_, "info") => exchange.SendAsync(200, "application/json", Encoding.UTF8.GetBytes(Info().ToJsonString()), $"Api-Version: {ApiVersion}\r\n"),
            ("GET", "events") => EventsAsync(exchange),
            (_, "containers") => ContainersAsync(exchange, parts),
            (_, "exec") => ExecAsync(exchange, parts),
            (_, "images") => ImagesAsync(exchange, parts),
            ("GET", "system") => exchange.JsonAsync(200, UsageNow()),
            ("GET", "distribution") => DistributionAsync(exchange, parts),
            ("POST", "auth") => exchange.JsonAsync(200, new JsonObject { ["Status"] = "Login Succeeded" }),
            (_, "networks") => NetworksAsync(exchange, parts),
            (_, "volumes") => VolumesAsync(exchange, parts),
            _ => exchange.ErrorAsync(404, "page not found"),
        };
    }

    private JsonObject UsageNow()
    {
        var usage = (JsonObject)DiskUsage.DeepClone();
        usage["LayersSize"] ??= Images.Sum(image => image.Size);
        return usage;
    }

    private JsonObject Info() => new()
    {
        ["ID"] = "FAKE:ID",
        ["Name"] = Name,
        ["ServerVersion"] = ServerVersion,
        ["Architecture"] = Architecture,
        ["OSType"] = OsType,
        ["OperatingSystem"] = "Fake Linux",
        ["Driver"] = Driver,
        ["DriverStatus"] = new JsonArray(new JsonArray("Backing Filesystem", "extfs")),
        ["LoggingDriver"] = LoggingDriver,
        ["Swarm"] = new JsonObject { ["LocalNodeState"] = "inactive" },
        ["SecurityOptions"] = new JsonArray("name=seccomp,profile=default"),
        ["DockerRootDir"] = "/var/lib/docker",
        ["NCPU"] = 2,
        ["MemTotal"] = 4_000_000_000,
        ["SystemTime"] = FakeContainerJson.Time(Time.GetUtcNow() + ClockAhead),
    };

    /// <summary>The same ids in the same order in every run.</summary>
    private string NewId() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"id {Interlocked.Increment(ref _lastId)}")));
}

using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Routing;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>A server that was reached: its one connection, its engine, and what it is.</summary>
internal sealed class DeployServer : IAsyncDisposable
{
    private readonly IServerConnection _connection;

    private DeployServer(IServerConnection connection, DockerEngine engine, ProxyDoor door, EngineFacts info, DateTimeOffset now)
    {
        _connection = connection;
        Engine = engine;
        Door = door;
        Info = info;
        ClockAhead = info.SystemTime - now;
    }

    public ServerAddress Address => _connection.Address;

    public DockerEngine Engine { get; }

    /// <summary>The way to its proxy: what was opened for one look or target is there for the next.</summary>
    public ProxyDoor Door { get; }

    public EngineFacts Info { get; }

    /// <summary>How far its clock is ahead of ours, by and large; null: its engine does not tell.</summary>
    public TimeSpan? ClockAhead { get; }

    public int SshConnections => _connection.Connections;

    /// <summary>Fires when the connection ended by itself.</summary>
    public CancellationToken Closed => _connection.Closed;

    public string? WhyClosed => _connection.WhyClosed;

    /// <summary>Opens a way to a TCP address that the server can reach, through the connection that is there.</summary>
    public Task<IServerForward> ForwardAsync(string host, int port, CancellationToken ct) => _connection.ForwardAsync(host, port, ct);

    /// <summary>What its images must be built for, such as <c>linux/amd64</c>.</summary>
    public string Platform => Platforms.Of(Info);

    /// <summary>Runs a script there to find something out; null: this login may not, see <see cref="IServerConnection.RunAsync"/>.</summary>
    public Task<string?> RunAsync(string script, CancellationToken ct) => _connection.RunAsync(script, ct);

    /// <summary>Reaches a server.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="settings">How it is reached.</param>
    /// <param name="time">The clock.</param>
    /// <param name="asked">Hears of every request to its engine; null: nobody does.</param>
    /// <param name="toProxy">Whether its proxy is what will be spoken to next.</param>
    /// <param name="ct">Ends it.</param>
    /// <remarks>Throws when it, or its engine, could not be reached.</remarks>
    public static async Task<DeployServer> ReachAsync(
        ServerAddress address, ServerSettings settings, TimeProvider time, Action<EngineRequestRecord>? asked, bool toProxy, CancellationToken ct) =>
        await ReachAsync(await ServerConnection.OpenAsync(address, settings, time, ct), settings.RemoteSocket, time, asked, toProxy, ct);

    /// <summary>Reaches the engine at the other end of a connection, which it owns from then on.</summary>
    internal static async Task<DeployServer> ReachAsync(
        IServerConnection connection, string socket, TimeProvider time, Action<EngineRequestRecord>? asked, bool toProxy, CancellationToken ct)
    {
        var engine = new DockerEngine(async token => EngineStream.Of(await connection.ConnectAsync(token)), time) { OnRequest = asked };
        var door = new ProxyDoor(engine);
        try
        {
            if (toProxy)
            {
                door.Approach(ct);
                // With the two for the shell and the facts: containers, networks, images and the app's own are asked for at once.
                engine.Warm(2);
            }
            return new(connection, engine, door, await engine.InfoAsync(ct), time.GetUtcNow());
        }
        catch (DockerUnreachableException e) when (Cause(e) is { } cause)
        {
            var explained = await EngineDiagnosis.ExplainAsync(cause, connection, socket, ct);
            await EndAsync();
            throw explained;
        }
        catch
        {
            await EndAsync();
            throw;
        }

        async Task EndAsync()
        {
            await engine.DisposeAsync();
            await door.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private static ServerUnreachableException? Cause(Exception e) =>
        e as ServerUnreachableException ?? (e.InnerException is { } inner ? Cause(inner) : null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await Engine.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

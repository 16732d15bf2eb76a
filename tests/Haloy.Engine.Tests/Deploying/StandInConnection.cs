using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

/// <summary>A way to an engine in this process, as if over SSH; scripts get the answer that a test wants.</summary>
internal sealed class StandInConnection(FakeDockerEngine engine, string? answer = null) : IServerConnection
{
    public ServerAddress Address { get; } = new() { Text = "prod", Host = "prod" };

    public int Connections => 1;

    public CancellationToken Closed => CancellationToken.None;

    public string? WhyClosed => null;

    public static Task<DeployServer> ReachAsync(FakeDockerEngine engine, string? answer = null) => DeployServer.ReachAsync(
        new StandInConnection(engine, answer), "/var/run/docker.sock", TimeProvider.System, asked: null, toProxy: false, TestContext.Current.CancellationToken);

    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken) => engine.ConnectAsync(cancellationToken);

    public Task<IServerForward> ForwardAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> RunAsync(string script, CancellationToken cancellationToken) => Task.FromResult(answer);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

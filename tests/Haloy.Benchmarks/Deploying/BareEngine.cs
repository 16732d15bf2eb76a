using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// What no deploy can do without, asked of the server's engine on the server itself: containers are made, started, waited for
/// until they answer, and the old ones are stopped. No connection, no proxy, no look at what is there.
/// </summary>
internal sealed class BareEngine(TestServer server)
{
    private const string Network = "haloy";
    private const string Prefix = "bare-";

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    private List<string> _running = [];
    private List<string> _stopped = [];
    private int _number;

    /// <summary>Replaces one replica after the other by a new one; those that ran are kept, stopped.</summary>
    public async Task DeployAsync(string image, int replicas)
    {
        await using var engine = Engine();
        var old = _running;
        _running = [];
        for (var replica = 0; replica < replicas; replica++)
        {
            var id = await engine.CreateContainerAsync($"{Prefix}{++_number}", new() { Image = image, Networks = [new(Network, [])] }, CancellationToken.None);
            await StartAsync(engine, id);
            _running.Add(id);
            if (replica < old.Count)
                await StopAsync(engine, old[replica]);
        }
        _stopped = old;
    }

    /// <summary>Goes back to those that were kept; those that ran are kept now.</summary>
    public async Task ReturnAsync(bool atOnce)
    {
        await using var engine = Engine();
        (_running, _stopped) = (_stopped, _running);
        if (atOnce)
        {
            await Task.WhenAll(_running.Select(id => StartAsync(engine, id)));
            await Task.WhenAll(_stopped.Select(id => StopAsync(engine, id)));
            return;
        }
        foreach (var (back, leaving) in _running.Zip(_stopped))
        {
            await StartAsync(engine, back);
            await StopAsync(engine, leaving);
        }
    }

    public async Task CleanAsync()
    {
        await using var engine = Engine();
        var containers = await engine.ListContainersAsync(all: true, [], CancellationToken.None);
        foreach (var container in containers.Where(c => c.Names.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal))))
            await engine.RemoveContainerAsync(container.Id, force: true, volumes: true, CancellationToken.None);
        _running = [];
        _stopped = [];
    }

    private DockerEngine Engine() => new(UnixSocket.At(server.DockerSocket), TimeProvider.System);

    private async Task StartAsync(DockerEngine engine, string id)
    {
        await engine.StartContainerAsync(id, CancellationToken.None);
        var address = (await engine.InspectContainerAsync(id, CancellationToken.None)).Networks[Network].IpAddress;
        var ask = $@"exec 3<>/dev/tcp/{address}/8080; printf ""GET /health HTTP/1.0\r\n\r\n"" >&3; read -r line <&3; [[ $line == *"" 200 ""* ]]";
        (await server.RunAsync($"exec bash -c 'until ( {ask} ) 2>/dev/null; do sleep 0.02; done'", CancellationToken.None)).OutputOrThrow();
    }

    private static Task StopAsync(DockerEngine engine, string id) => engine.StopContainerAsync(id, _grace, CancellationToken.None);
}

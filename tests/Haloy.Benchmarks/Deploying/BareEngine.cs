using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// What no rolling deploy can do without, asked of the server's engine on the server itself: each replica's container is made,
/// started, waited for until it answers, and the old one is stopped. No connection, no proxy, no look at what is there.
/// </summary>
internal sealed class BareEngine(TestServer server)
{
    private const string Network = "haloy";
    private const string Prefix = "bare-";

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    private readonly Queue<string> _running = [];
    private int _number;

    public async Task DeployAsync(string image, int replicas)
    {
        await using var engine = Engine();
        var old = _running.Count;
        for (var replica = 1; replica <= replicas; replica++)
        {
            var id = await engine.CreateContainerAsync($"{Prefix}{++_number}", new() { Image = image, Networks = [new(Network, [])] }, CancellationToken.None);
            await engine.StartContainerAsync(id, CancellationToken.None);
            await AwaitAnswerAsync((await engine.InspectContainerAsync(id, CancellationToken.None)).Networks[Network].IpAddress);
            _running.Enqueue(id);
            if (replica <= old)
                await engine.StopContainerAsync(_running.Dequeue(), _grace, CancellationToken.None);
        }
    }

    public async Task CleanAsync()
    {
        await using var engine = Engine();
        var containers = await engine.ListContainersAsync(all: true, [], CancellationToken.None);
        foreach (var container in containers.Where(c => c.Names.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal))))
            await engine.RemoveContainerAsync(container.Id, force: true, volumes: true, CancellationToken.None);
    }

    private DockerEngine Engine() => new(UnixSocket.At(server.DockerSocket), TimeProvider.System);

    private async Task AwaitAnswerAsync(string address)
    {
        var ask = $@"exec 3<>/dev/tcp/{address}/8080; printf ""GET /health HTTP/1.0\r\n\r\n"" >&3; read -r line <&3; [[ $line == *"" 200 ""* ]]";
        (await server.RunAsync($"exec bash -c 'until ( {ask} ) 2>/dev/null; do sleep 0.02; done'", CancellationToken.None)).OutputOrThrow();
    }
}

using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>A server that has no room, and a port that somebody has.</summary>
public sealed class UnwellServerTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    [Fact]
    [FaultRow("Disk full on the server", "rolling, 1 replica")]
    public async Task A_full_disk()
    {
        var server = (await fixture.WithAsync("full1"))["full1"];
        await server.StopDockerAsync(TestContext.Current.CancellationToken);
        (await server.RunAsync("mount -t tmpfs -o size=400m tmpfs /var/lib/docker", TestContext.Current.CancellationToken)).OutputOrThrow();
        await server.StartDockerAsync(TestContext.Current.CancellationToken);
        await using var ordeal = await Ordeal.OnAsync(fixture, "full1", "full");
        await ordeal.ServeAsync();

        await ordeal.MeetAsync("full", async () =>
        {
            await server.RunAsync("cat /dev/zero > /var/lib/docker/filler", TestContext.Current.CancellationToken);
            await ordeal.Site.DeployAsync();
        }, between: async () => (await server.RunAsync("rm /var/lib/docker/filler", TestContext.Current.CancellationToken)).OutputOrThrow());

        await ordeal.EndAsync();
    }

    [Fact]
    [FaultRow("Port 80 taken by something else", "first on a server, 1 replica")]
    public async Task A_port_that_is_taken()
    {
        await using var ordeal = await Ordeal.OnAsync(fixture, "taken1", "taken");
        var engine = ordeal.Site[ordeal.Server].Engine;
        (await engine.DockerAsync(["run", "--detach", "--name", "squatter", "--publish", "80:8080", "haloy-lab/light:1"], TestContext.Current.CancellationToken)).OutputOrThrow();

        await ordeal.MeetAsync("80 is taken", async () =>
        {
            var refused = await Assert.ThrowsAsync<PreflightException>(() => ordeal.Site.DeployAsync());
            Assert.Contains("port 80, which the reverse proxy needs, is taken by the container 'squatter'", refused.Message);

            // Without the check, as when the port is taken just after it.
            await using var run = ordeal.Site.Start();
            var failed = await Assert.ThrowsAsync<DeploymentFailedException>(() => run.DeployAsync(["taken"], TestContext.Current.CancellationToken));
            Assert.Contains("The reverse proxy cannot have port 80: something else on the server listens there.", failed.Message);
            throw failed;
        }, between: async () => (await engine.DockerAsync(["rm", "--force", "squatter"], TestContext.Current.CancellationToken)).OutputOrThrow());

        await ordeal.EndAsync("there is nothing yet to serve");
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Docker;

public sealed class NetworksTests : System.IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public NetworksTests() => _engine = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_network_is_created_with_its_ranges_and_found_by_name()
    {
        var id = await _engine.CreateNetworkAsync(new NetworkCreation
        {
            Name = "haloy",
            Subnet = "172.30.0.0/16",
            IpRange = "172.30.255.0/24",
            Gateway = "172.30.0.1",
            Labels = new Dictionary<string, string> { ["haloy"] = "yes" },
        }, Token);

        var found = await _engine.FindNetworkAsync("haloy", Token);
        Assert.Equal((id, "bridge", "yes"), (found!.Id, found.Driver, found.Labels["haloy"]));
        Assert.Equal(new NetworkSubnet("172.30.0.0/16", "172.30.255.0/24", "172.30.0.1"), Assert.Single(found.Subnets));
        Assert.Equal("haloy", Assert.Single(await _engine.ListNetworksAsync(Token)).Name);
        await Assert.ThrowsAsync<DockerConflictException>(() => _engine.CreateNetworkAsync(new NetworkCreation { Name = "haloy" }, Token));
        Assert.Null(await _engine.FindNetworkAsync("other", Token));
    }

    [Fact]
    public async Task A_container_joins_and_leaves_a_network()
    {
        _fake.AddNetwork("own");
        var web = _fake.AddContainer("web", "app:1");

        await _engine.ConnectNetworkAsync("own", "web", ["app"], "172.30.5.5", Token);
        Assert.Equal(new NetworkMember("web", "172.30.5.5"), (await _engine.FindNetworkAsync("own", Token))!.Containers[web.Id]);

        await _engine.DisconnectNetworkAsync("own", "web", force: false, Token);
        Assert.Empty((await _engine.FindNetworkAsync("own", Token))!.Containers);

        await _engine.RemoveNetworkAsync("own", Token);
        await _engine.RemoveNetworkAsync("own", Token);
        Assert.Empty(_fake.Networks);
    }

    [Fact]
    public async Task An_address_that_a_running_container_has_is_refused_at_start()
    {
        _fake.AddNetwork("haloy");
        _fake.AddImage("app:1");
        var creation = new ContainerCreation { Image = "app:1", Networks = [new NetworkAttachment("haloy", [], "172.30.1.1")] };
        await _engine.StartContainerAsync(await _engine.CreateContainerAsync("one", creation, Token), Token);
        var second = await _engine.CreateContainerAsync("two", creation, Token);

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.StartContainerAsync(second, Token));

        Assert.Equal("Address already in use", failure.EngineMessage);
    }

    [Fact]
    public async Task A_volume_is_created_once_and_removed()
    {
        await _engine.CreateVolumeAsync("data", new Dictionary<string, string> { ["haloy.app"] = "web" }, Token);
        await _engine.CreateVolumeAsync("data", new Dictionary<string, string>(), Token);

        var volume = Assert.Single(await _engine.ListVolumesAsync(Token));
        Assert.Equal(("data", "web"), (volume.Name, volume.Labels["haloy.app"]));
        Assert.NotNull(volume.Created);

        await _engine.RemoveVolumeAsync("data", Token);
        await _engine.RemoveVolumeAsync("data", Token);
        Assert.Empty(_fake.Volumes.Concat((await _engine.ListVolumesAsync(Token)).Select(left => left.Name)));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Docker;

public sealed class ContainersTests : IAsyncLifetime
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public ContainersTests() => _engine = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _fake.AddImage("app:1").WithHealthcheck().Exposing("8080/tcp");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_container_lives_from_creation_to_removal()
    {
        var id = await _engine.CreateContainerAsync("web", new ContainerCreation { Image = "app:1", Env = ["A=b=c"], Labels = Labels("haloy.app", "web") }, Token);

        var created = await _engine.InspectContainerAsync("web", Token);
        Assert.Equal((id, "web", "created", false), (created.Id, created.Name, created.State.Status, created.State.Running));
        Assert.Null(created.State.StartedAt);
        Assert.Equal(["A=b=c"], created.Config.Env);
        Assert.Equal(["8080/tcp"], created.Config.ExposedPorts);

        await _engine.StartContainerAsync(id, Token);
        await _engine.StartContainerAsync(id, Token);
        var running = await _engine.InspectContainerAsync(id, Token);
        Assert.Equal(("running", "healthy"), (running.State.Status, running.State.Health!.Status));
        Assert.NotNull(running.State.StartedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), running.State.Health.Log[0].Start);

        await _engine.RenameContainerAsync(id, "web-old", Token);
        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(3), Token);
        await _engine.StopContainerAsync(id, TimeSpan.FromSeconds(3), Token);
        Assert.Equal("exited", (await _engine.InspectContainerAsync("web-old", Token)).State.Status);

        await _engine.RemoveContainerAsync(id, force: false, volumes: true, Token);
        await _engine.RemoveContainerAsync(id, force: false, volumes: true, Token);
        Assert.Empty(_fake.Containers);
        Assert.Null(await _engine.FindContainerAsync(id, Token));
    }

    [Fact]
    public async Task A_list_holds_what_is_labelled_so_and_names_without_their_slash()
    {
        _fake.AddNetwork("haloy");
        _fake.AddContainer("one", "app:1", Labels("haloy.app", "one"), running: true, "haloy");
        _fake.AddContainer("two", "app:1", Labels("haloy.app", "two"));
        _fake.AddContainer("old", "app:1", Labels("haloy.app", "one"), running: false);

        var running = Assert.Single(await _engine.ListContainersAsync(all: false, ["haloy.app=one"], Token));
        Assert.Equal("one", Assert.Single(running.Names));
        Assert.Equal("172.30.0.2", running.Networks["haloy"].IpAddress);
        Assert.Equal(["old", "one"], (await _engine.ListContainersAsync(all: true, ["haloy.app=one"], Token)).Select(container => container.Names[0]));
        Assert.Equal(3, (await _engine.ListContainersAsync(all: true, [], Token)).Count);
    }

    [Fact]
    public async Task Everything_that_is_wanted_of_a_container_is_sent()
    {
        await _engine.CreateContainerAsync("web", new ContainerCreation
        {
            Image = "app:1",
            Cmd = ["run"],
            StopTimeout = TimeSpan.FromSeconds(2.5),
            Healthcheck = new Healthcheck { Test = ["CMD", "probe"], Interval = TimeSpan.FromMilliseconds(250) },
            HostConfig = new HostConfig
            {
                Binds = ["data:/data", "/etc/app:/etc/app:ro"],
                RestartPolicy = new RestartPolicy("unless-stopped"),
                LogConfig = new LogConfig("json-file", Labels("max-size", "10m")),
                PortBindings = [new PortBinding("80/tcp", 8080, "127.0.0.1"), new PortBinding("80/tcp", 8081)],
            },
        }, Token);

        var body = _fake.Requests[^1].Json;
        Assert.Equal(3, (int)body["StopTimeout"]!);
        Assert.Equal(250_000_000, (long)body["Healthcheck"]!["Interval"]!);
        Assert.Equal("unless-stopped", (string)body["HostConfig"]!["RestartPolicy"]!["Name"]!);
        Assert.Equal("10m", (string)body["HostConfig"]!["LogConfig"]!["Config"]!["max-size"]!);
        Assert.Equal("""[{"HostIp":"127.0.0.1","HostPort":"8080"},{"HostPort":"8081"}]""", body["HostConfig"]!["PortBindings"]!["80/tcp"]!.ToJsonString());
        Assert.NotNull(body["ExposedPorts"]!["80/tcp"]);

        var mounts = (await _engine.InspectContainerAsync("web", Token)).Mounts;
        Assert.Equal([("volume", "data", true), ("bind", null, false)], mounts.Select(mount => (mount.Type, mount.Name, mount.IsWritable)));
    }

    [Theory]
    [InlineData("1.51", 0)]
    [InlineData("1.43", 1)]
    public async Task Networks_beyond_the_first_are_connected_afterwards_where_the_engine_takes_one(string apiVersion, int connects)
    {
        _fake.ApiVersion = Version.Parse(apiVersion);
        _fake.AddNetwork("haloy");
        _fake.AddNetwork("own", "10.9.0.0/16");

        var id = await _engine.CreateContainerAsync("web", OnTwoNetworks, Token);
        await _engine.StartContainerAsync(id, Token);

        var networks = (await _engine.InspectContainerAsync(id, Token)).Networks;
        Assert.Equal(("172.30.1.7", "172.30.1.7"), (networks["haloy"].IpAddress, networks["haloy"].IpamIpv4));
        Assert.Equal(("10.9.0.2", (string?)null), (networks["own"].IpAddress, networks["own"].IpamIpv4));
        Assert.Equal(["web"], networks["own"].Aliases);
        Assert.Equal(connects, _fake.Requests.Count(request => request.Path.EndsWith("/connect", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_container_that_cannot_be_connected_is_removed_again()
    {
        _fake.ApiVersion = new Version(1, 41);
        _fake.AddNetwork("haloy");
        _fake.AddNetwork("own");
        _fake.When("POST", "/connect").Answer(500, "no more addresses");

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.CreateContainerAsync("web", OnTwoNetworks, Token));

        Assert.Equal("no more addresses", failure.EngineMessage);
        Assert.Empty(_fake.Containers);
    }

    [Fact]
    public async Task A_taken_name_is_a_conflict_and_a_missing_image_is_not_found()
    {
        _fake.AddContainer("web", "app:1");

        await Assert.ThrowsAsync<DockerConflictException>(() => _engine.CreateContainerAsync("web", new ContainerCreation { Image = "app:1" }, Token));
        var failure = await Assert.ThrowsAsync<DockerNotFoundException>(() => _engine.CreateContainerAsync("other", new ContainerCreation { Image = "app:2" }, Token));
        Assert.Equal("No such image: app:2 (the engine's answer to POST /containers/create?name=other: 404)", failure.Message);
    }

    [Fact]
    public async Task Waiting_returns_the_exit_code_of_a_container_that_ends()
    {
        var container = _fake.AddContainer("job", "app:1");
        var gate = _fake.When("POST", "/wait").Hold();

        var waiting = _engine.WaitContainerAsync("job", Token);
        await gate.Reached;
        container.Exit(7);
        gate.Open();

        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task A_removal_that_somebody_else_has_begun_is_fine()
    {
        _fake.When("DELETE", "/web").Answer(409, "removal of container web is already in progress");

        await _engine.RemoveContainerAsync("web", force: true, volumes: true, Token);
    }

    [Fact]
    public async Task A_signal_to_a_container_that_does_not_run_is_a_conflict()
    {
        _fake.AddContainer("web", "app:1", running: false);

        await Assert.ThrowsAsync<DockerConflictException>(() => _engine.KillContainerAsync("web", "SIGTERM", Token));
    }

    private static ContainerCreation OnTwoNetworks => new()
    {
        Image = "app:1",
        Networks = [new NetworkAttachment("haloy", ["web"], "172.30.1.7"), new NetworkAttachment("own", ["web"])],
    };

    private static Dictionary<string, string> Labels(string name, string value) => new() { [name] = value };
}

using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>What a server of the lab can do; all in the shared lab, on servers of these tests' own.</summary>
public sealed class TestServerTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_logged_into_by_name_as_root_or_deploy()
    {
        TestLab lab = await fixture.WithAsync("lab1", "lab2");

        Assert.Equal("root@lab1", (await Ssh.RunAsync(lab, "lab1", "echo $(whoami)@$(hostname)")).OutputOrThrow().Trim());
        Assert.Equal("deploy@lab2", (await Ssh.RunAsync(lab, "deploy@lab2", "echo $(whoami)@$(hostname)")).OutputOrThrow().Trim());
        Assert.True((await Ssh.RunAsync(lab, "deploy@lab2", "docker", "ps")).Succeeded);
        Assert.True((await Ssh.RunAsync(lab, lab["lab2"].Address, "docker", "ps")).Succeeded);
        Assert.False((await Ssh.RunAsync(lab, "nobody@lab1", "true")).Succeeded);
    }

    [Fact]
    public async Task Logins_are_counted()
    {
        TestServer server = (await fixture.WithAsync("lab3"))["lab3"];
        TestLab lab = await fixture.WithAsync();
        int mark = await server.MarkSshLogAsync(Token);

        await Ssh.RunAsync(lab, "lab3", "true");
        await Ssh.RunAsync(lab, "lab3", "true");

        Assert.Equal(2, await server.CountSshConnectionsAsync(mark, Token));
    }

    [Fact]
    public async Task Each_server_publishes_ports_at_its_own_address()
    {
        TestLab lab = await fixture.WithAsync("lab1", "lab2");
        foreach (string name in new[] { "lab1", "lab2" })
        {
            await lab[name].LoadImageAsync(await lab.Images.CaddyAsync(Token), Token);
            await lab[name].LoadImageAsync(await lab.Images.AppAsync(name, Token), Token);
            await DockerAsync(lab[name], "run", "--detach", "--name", "proxy", "--publish", "80:80", "caddy:2");
            await DockerAsync(lab[name], "run", "--detach", "--name", "service", "--publish", "8080:8080", $"haloy-lab/app:{name}");
        }

        foreach (string name in new[] { "lab1", "lab2" })
        {
            Assert.Contains("Caddy", await GetAsync($"http://{lab[name].Address}/"), StringComparison.Ordinal);
            Assert.Equal(name, await GetAsync($"http://{lab[name].Address}:8080/version"));
            Assert.StartsWith("2.", (await lab[name].RunAsync("docker exec proxy caddy version", Token)).OutputOrThrow(), StringComparison.Ordinal);
            Assert.Contains("file_server", (await lab[name].RunAsync("docker exec proxy wget -qO- http://localhost:2019/config/", Token)).OutputOrThrow(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_containers_address_is_reached_from_its_server()
    {
        TestServer server = (await fixture.WithAsync("lab3"))["lab3"];
        await LoadAppAsync(server, "inside");
        await DockerAsync(server, "run", "--detach", "--name", "inside", "haloy-lab/app:inside");
        string address = (await DockerAsync(server, "inspect", "--format", "{{.NetworkSettings.IPAddress}}", "inside")).Trim();

        CommandResult answer = await server.RunAsync($"timeout 20 bash -c 'until exec 3<>/dev/tcp/{address}/8080; do sleep 0.05; done 2>/dev/null; printf \"GET /version HTTP/1.0\\r\\n\\r\\n\" >&3; cat <&3'", Token);

        Assert.EndsWith("inside", answer.OutputOrThrow(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_is_loaded_once()
    {
        TestServer server = (await fixture.WithAsync("lab3"))["lab3"];
        LabImage image = await (await fixture.WithAsync()).Images.AppAsync("once", Token);

        Assert.True(await server.LoadImageAsync(image, Token));
        Assert.False(await server.LoadImageAsync(image, Token));
    }

    [Fact]
    public async Task Containers_come_back_after_a_reboot_and_after_the_engine_was_down()
    {
        TestServer server = (await fixture.WithAsync("lab4"))["lab4"];
        await LoadAppAsync(server, "back");
        await DockerAsync(server, "run", "--detach", "--restart", "always", "--publish", "80:8080", "haloy-lab/app:back");
        Assert.Equal("back", await GetAsync($"http://{server.Address}/version"));

        await server.RebootAsync(Token);
        Assert.Equal("back", await GetAsync($"http://{server.Address}/version"));

        await server.StopDockerAsync(Token);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => OnceAsync($"http://{server.Address}/version"));
        await server.StartDockerAsync(Token);
        Assert.Equal("back", await GetAsync($"http://{server.Address}/version"));
    }

    [Fact]
    public async Task Sessions_are_cut_and_new_ones_welcome()
    {
        TestLab lab = await fixture.WithAsync("lab5");
        Task<CommandResult> session = Ssh.RunAsync(lab, "lab5", "touch /run/arrived; sleep 600");
        (await lab["lab5"].RunAsync("timeout 20 sh -c 'until [ -e /run/arrived ]; do sleep 0.05; done'", Token)).OutputOrThrow();

        await lab["lab5"].CutSshSessionsAsync(Token);

        Assert.Equal(255, (await session).ExitCode);
        Assert.True((await Ssh.RunAsync(lab, "lab5", "true")).Succeeded);
    }

    [Fact]
    public async Task The_network_is_unplugged_and_plugged_in()
    {
        TestLab lab = await fixture.WithAsync("lab5");
        await LoadAppAsync(lab["lab5"], "plug");
        await DockerAsync(lab["lab5"], "run", "--detach", "--publish", "80:8080", "haloy-lab/app:plug");
        Assert.Equal("plug", await GetAsync($"http://{lab["lab5"].Address}/version"));

        await lab["lab5"].UnplugNetworkAsync(Token);
        await Assert.ThrowsAnyAsync<Exception>(() => OnceAsync($"http://{lab["lab5"].Address}/version", TimeSpan.FromSeconds(1)));

        await lab["lab5"].PlugInNetworkAsync(Token);
        Assert.Equal("plug", await GetAsync($"http://{lab["lab5"].Address}/version"));
    }

    [Fact]
    public async Task The_workstation_is_an_engine_and_no_server()
    {
        TestLab lab = await fixture.WithAsync();

        Assert.StartsWith("unix://", lab.Workstation.DockerHost, StringComparison.Ordinal);
        Assert.Equal("workstation", (await lab.Workstation.DockerAsync(["info", "--format", "{{.Name}}"], Token)).OutputOrThrow().Trim());
        Assert.DoesNotContain(lab.Servers, server => server.Name == lab.Workstation.Name);
    }

    private async Task LoadAppAsync(TestServer server, string version) =>
        await server.LoadImageAsync(await (await fixture.WithAsync()).Images.AppAsync(version, Token), Token);

    private static async Task<string> DockerAsync(TestServer server, params string[] arguments) =>
        (await server.Engine.DockerAsync(arguments, Token)).OutputOrThrow();

    /// <summary>Asks until something listens.</summary>
    private static async Task<string> GetAsync(string uri)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await OnceAsync(uri);
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(20, Token);
            }
        }
    }

    private static async Task<string> OnceAsync(string uri, TimeSpan? patience = null)
    {
        using var client = new HttpClient { Timeout = patience ?? TimeSpan.FromSeconds(10) };
        return await client.GetStringAsync(new Uri(uri), Token);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary>What the proxy lets through, what it does not, and what it says itself.</summary>
public sealed class EdgeTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "edge1";
    private const string Host = "edge.example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_pass_whole_streams_pass_at_once_and_what_clients_say_of_themselves_is_not_believed()
    {
        await using var site = await DeployedAsync();
        using var http = Wire.Client(site.AddressOf(Server));

        var headers = await HeadersAsync(http);
        Assert.Equal(site.Lab.Gateway, headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.Equal(Host, headers["X-Forwarded-Host"]);
        Assert.DoesNotContain(headers, h => h.Value.Contains("6.6.6.6", StringComparison.Ordinal) || h.Value.Contains("evil", StringComparison.Ordinal));

        const int length = 20 * 1024 * 1024;
        using (var posted = await http.PostAsync($"http://{Host}/length", new ByteArrayContent(new byte[length]), Token))
            Assert.Equal($"{length}", await posted.Content.ReadAsStringAsync(Token));

        // The whole would take more than an hour: that lines arrive shows that nobody waits for the end.
        using var stream = await http.GetAsync($"http://{Host}/stream?count=100000&ms=50", HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Token));
        foreach (var line in new[] { "1", "2", "3" })
            Assert.Equal(line, await lines.ReadLineAsync(Token));
    }

    [Fact]
    public async Task An_unknown_host_is_404_and_a_known_one_without_a_container_503_with_retry_after()
    {
        await using var site = await DeployedAsync();
        using var unknown = await site.SendAsync(Server, "nobody.example.com", "/");
        Assert.Equal(404, (int)unknown.StatusCode);

        foreach (var container in await site.ContainersAsync(Server, "edge"))
            (await site[Server].Engine.DockerAsync(["stop", container.Id], Token)).OutputOrThrow();
        using var down = await site.SendAsync(Server, Host, "/");

        Assert.Equal(503, (int)down.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), down.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_request_that_the_app_cuts_is_not_repeated_and_costs_nobody_elses()
    {
        await using var site = await DeployedAsync();
        using var http = Wire.Client(site.AddressOf(Server));

        using (var cut = await http.PostAsync($"http://{Host}/cut", new ByteArrayContent(new byte[16]), Token))
            Assert.Equal(503, (int)cut.StatusCode);

        // The only container there is: to take it for dead would leave nobody to ask.
        Assert.Equal("1", await site.GetAsync(Server, Host, "/cuts"));
        using (var posted = await http.PostAsync($"http://{Host}/length", new ByteArrayContent(new byte[16]), Token))
            Assert.Equal("16", await posted.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task No_idle_connection_to_the_app_is_kept_until_the_app_would_end_it()
    {
        await using var site = await DeployedAsync();

        Assert.Equal("1", await site.GetAsync(Server, Host));
        var gone = await site[Server].RunAsync(
            """
            timeout 30 sh -c '
              while all=$(docker exec haloy-proxy netstat -tn) && printf %s "$all" | grep -q Proto; do
                printf %s "$all" | grep -q ":8080 *ESTABLISHED" || { echo gone; exit; }
                sleep 0.1
              done'
            """,
            Token);

        // Caddy's own choice would keep it for two minutes.
        Assert.Equal("gone", gone.OutputOrThrow().Trim());
    }

    [Fact]
    public async Task Another_container_on_the_network_reaches_the_proxys_door_but_not_its_admin_api()
    {
        await using var site = await DeployedAsync();

        Assert.Contains("404 Not Found", await AskFromBesideAsync(site, 80));
        Assert.Contains("Connection refused", await AskFromBesideAsync(site, 2019));
        Assert.Contains("Connection refused", await AskFromBesideAsync(site, 2020));
    }

    private async Task<Site> DeployedAsync()
    {
        var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(AppYaml.For("edge", Server, "1"));
        await site.DeployAsync();
        return site;
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Host}/headers");
        foreach (var (name, value) in new[]
        {
            ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example.com"), ("X-Forwarded-Prefix", "/evil"),
            ("X-Forwarded-Port", "6666"), ("X-Real-IP", "6.6.6.6"), ("Forwarded", "for=6.6.6.6;host=evil.example.com"),
        })
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, Token);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
    }

    private static async Task<string> AskFromBesideAsync(Site site, int port)
    {
        var asked = await site[Server].Engine.DockerAsync(
            ["run", "--rm", "--network", "haloy", "caddy:2", "wget", "-q", "-O", "-", $"http://haloy-proxy:{port}/config/"], Token);
        return asked.Output + asked.Error;
    }
}

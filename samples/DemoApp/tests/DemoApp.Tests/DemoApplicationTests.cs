using System.Net;
using Microsoft.AspNetCore.Builder;

namespace DemoApp.Tests;

public sealed class DemoApplicationTests
{
    [Fact]
    public async Task A_version_is_healthy_and_says_which_it_is()
    {
        await using var app = await Start("7");
        using var client = Client(app);

        var health = await client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("7\n", await client.GetStringAsync("/version", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_broken_version_is_never_healthy()
    {
        await using var app = await Start("7-broken");
        using var client = Client(app);

        var health = await client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
    }

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_app_stops()
    {
        await using var app = await Start("7");
        using var client = Client(app);

        using var slow = await client.GetAsync(
            "/slow?ms=300", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("7 took its time\n", await slow.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<WebApplication> Start(string version)
    {
        var app = DemoApplication.Create("--urls", "http://127.0.0.1:0", "--APP_VERSION", version);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };
}

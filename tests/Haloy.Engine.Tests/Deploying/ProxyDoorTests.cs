using System;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Engine.Routing;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Deploying;

public sealed class ProxyDoorTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public ProxyDoorTests()
    {
        _fake.AddImage("caddy:2");
        _engine = _fake.Client();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_proxy_nothing_is_routed_and_there_is_no_router(bool isApproached)
    {
        await using var door = new ProxyDoor(_engine);
        if (isApproached)
            door.Approach(Token);

        Assert.Null(await door.SurveyAsync(["web"], Task.FromResult<ObservedProxy?>(null), Token));

        Assert.Throws<InvalidOperationException>(() => door.Router);
    }

    [Fact]
    public async Task A_proxy_that_runs_and_does_not_answer_is_told_though_it_was_only_guessed_at()
    {
        var id = await _engine.CreateContainerAsync(ProxyContainer.Name, new() { Image = "caddy:2" }, Token);
        await _engine.StartContainerAsync(id, Token);
        foreach (var name in new[] { ProxyContainer.Name, id })
            _fake.When("POST", $"/containers/{name}/exec").Answer(500, "no shell for " + name);
        await using var door = new ProxyDoor(_engine);

        var failure = await Assert.ThrowsAsync<DockerEngineException>(
            () => door.SurveyAsync(["web"], Task.FromResult<ObservedProxy?>(new(id, true, default)), Token));

        Assert.Equal("no shell for " + id, failure.EngineMessage);
    }

    [Fact]
    public async Task What_goes_wrong_while_the_proxy_is_looked_for_is_told()
    {
        await using var door = new ProxyDoor(_engine);

        await Assert.ThrowsAsync<TimeoutException>(
            () => door.SurveyAsync(["web"], Task.FromException<ObservedProxy?>(new TimeoutException()), Token));
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Docker;

public sealed class ConnectionsTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public ConnectionsTests() => _engine = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.51", "1.51")]
    [InlineData("1.99", "1.51")]
    public async Task The_version_is_asked_for_once_and_then_spoken(string engines, string spoken)
    {
        _fake.ApiVersion = Version.Parse(engines);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _engine.ListNetworksAsync(Token)));

        Assert.Equal(1, _fake.Requests.Count(request => request.Path == "/_ping"));
        Assert.All(_fake.Requests.Where(request => request.Path == "/networks"), request => Assert.Equal(Version.Parse(spoken), request.Version));
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.99", "1.51")]
    public async Task The_facts_asked_for_first_tell_the_version_too(string engines, string spoken)
    {
        _fake.ApiVersion = Version.Parse(engines);

        await _engine.InfoAsync(Token);
        await _engine.ListNetworksAsync(Token);

        Assert.Equal(["/info", "/networks"], _fake.Requests.Select(request => request.Path));
        Assert.Equal(Version.Parse(spoken), _fake.Requests[^1].Version);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_says_so_with_its_facts()
    {
        _fake.ApiVersion = new(1, 40);

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.InfoAsync(Token));

        Assert.StartsWith("The Docker engine is too old: it speaks API 1.40", failure.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_refused_in_words()
    {
        _fake.ApiVersion = new Version(1, 40);

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.InfoAsync(Token));

        Assert.Contains("too old", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_carries_requests_that_follow_one_another()
    {
        for (var i = 0; i < 5; i++)
            await _engine.InfoAsync(Token);

        Assert.Equal(1, _fake.Connections);
    }

    [Fact]
    public async Task Round_trips_in_sequence_are_told_from_those_at_the_same_time()
    {
        await _engine.PingAsync(Token);
        var mark = _engine.Traffic.Mark();
        var gate = _fake.When("GET", "/info").Times(1).Hold();

        var held = _engine.InfoAsync(Token);
        await gate.Reached;
        await _engine.ListNetworksAsync(Token);
        gate.Open();
        await held;
        await _engine.ListImagesAsync(Token);

        var figures = _engine.Traffic.Since(mark);
        Assert.Equal((3, 2), (figures.Requests, figures.SequentialRoundTrips));
        Assert.InRange(figures.BytesSent, 1, 1000);
        Assert.InRange(figures.BytesReceived, 1, 5000);
    }

    [Fact]
    public async Task Every_request_is_told_with_its_status_and_without_secrets()
    {
        var told = new ConcurrentQueue<EngineRequestRecord>();
        _engine.OnRequest = told.Enqueue;

        await Assert.ThrowsAsync<DockerNotFoundException>(
            () => _engine.PullImageToEndAsync("me/app:1", null, new RegistryAuth("me", "s3cret", "docker.io"), Token));

        Assert.Equal(["GET /_ping 200", "POST /images/create?fromImage=me/app:1 404"], told.Select(record => $"{record.Method} {record.Path} {record.Status}"));
        Assert.DoesNotContain(told, record => record.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_of_the_engine_carries_its_words(int status)
    {
        _fake.When("GET", "/info").Answer(status, "something broke");

        var failure = await Assert.ThrowsAsync<DockerEngineException>(() => _engine.InfoAsync(Token));

        Assert.Equal((status, "something broke", "GET /info"), ((int)failure.StatusCode!, failure.EngineMessage, failure.Request));
    }

    [Fact]
    public async Task A_refused_connection_is_an_unreachable_engine_and_the_next_try_may_work()
    {
        _fake.IsDown = true;
        var failure = await Assert.ThrowsAsync<DockerUnreachableException>(() => _engine.InfoAsync(Token));
        Assert.Equal("The Docker engine cannot be reached: Connection refused (during GET /info)", failure.Message);

        _fake.IsDown = false;
        Assert.Equal("fake", (await _engine.InfoAsync(Token)).Name);
    }

    [Fact]
    public async Task A_connection_cut_before_the_answer_is_an_unreachable_engine()
    {
        _fake.When("GET", "/info").Cut();
        _fake.When("POST", "/stop").CutInsteadOfAnswering();
        _fake.AddContainer("web", "app:1");

        await Assert.ThrowsAsync<DockerUnreachableException>(() => _engine.InfoAsync(Token));
        await Assert.ThrowsAsync<DockerUnreachableException>(() => _engine.StopContainerAsync("web", TimeSpan.Zero, Token));

        Assert.False(_fake.Container("web").IsRunning);
    }

    [Fact]
    public async Task Everything_that_goes_on_is_told_when_the_connections_break()
    {
        var web = _fake.AddContainer("web", "app:1");
        web.Write("hello");
        await using var events = await _engine.OpenEventsAsync(new Dictionary<string, IReadOnlyList<string>>(), Token);
        var next = ReadOnAsync(events);
        await using var logs = _engine.LogsAsync("web", new LogQuery { Follow = true }, Token).GetAsyncEnumerator(Token);
        await logs.MoveNextAsync();
        var line = logs.MoveNextAsync().AsTask();

        _fake.CutAll();

        await Assert.ThrowsAsync<DockerUnreachableException>(() => next);
        await Assert.ThrowsAsync<DockerUnreachableException>(() => line);
    }

    [Fact]
    public async Task Disposing_the_engine_ends_what_goes_on()
    {
        _fake.AddContainer("web", "app:1");
        var gate = _fake.When("POST", "/wait").Hold();
        var waiting = _engine.WaitContainerAsync("web", Token);
        await gate.Reached;

        await _engine.DisposeAsync();

        await Assert.ThrowsAsync<DockerUnreachableException>(() => waiting);
    }

    [Fact]
    public async Task A_cancelled_request_ends_at_once_and_the_next_one_works()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var gate = _fake.When("GET", "/info").Times(1).Hold();
        var held = _engine.InfoAsync(cancel.Token);
        await gate.Reached;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        Assert.Equal("fake", (await _engine.InfoAsync(Token)).Name);
    }

    [Fact]
    public async Task Cancelling_one_caller_leaves_another_that_waits_for_the_same_version_alone()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var gate = _fake.When("GET", "/_ping").Times(1).Hold();
        var first = _engine.ListNetworksAsync(cancel.Token);
        await gate.Reached;
        var second = _engine.ListNetworksAsync(Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second;
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), "haloy-no-such.sock");
        await using var engine = new DockerEngine(UnixSocket.At(path), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DockerUnreachableException>(() => engine.PingAsync(Token));

        Assert.Contains($"{path}: it does not exist", failure.Message, StringComparison.Ordinal);
    }

    private static async Task ReadOnAsync(EventStream events)
    {
        await foreach (var _ in events.WithCancellation(Token))
        {
        }
    }
}

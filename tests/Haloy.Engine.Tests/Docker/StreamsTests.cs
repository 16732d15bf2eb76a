using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Testing.Docker;

namespace Haloy.Engine.Tests.Docker;

public sealed class StreamsTests : IAsyncDisposable
{
    private readonly FakeDockerEngine _fake = new();
    private readonly DockerEngine _engine;

    public StreamsTests() => _engine = _fake.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("1.41")]
    [InlineData("1.51")]
    public async Task Logs_are_divided_into_lines_of_output_and_error_with_their_times(string apiVersion)
    {
        _fake.ApiVersion = Version.Parse(apiVersion);
        var web = _fake.AddContainer("web", "app:1");
        web.Write("first");
        web.Write("second, wörter", isError: true);
        web.Write("third");

        var lines = await ReadAsync(_engine.LogsAsync("web", new LogQuery { Tail = 2, Timestamps = true }, Token));

        Assert.Equal([(true, "second, wörter"), (false, "third")], lines.Select(line => (line.IsError, line.Text)));
        Assert.All(lines, line => Assert.NotNull(line.Timestamp));
    }

    [Fact]
    public async Task Logs_are_followed_until_the_container_exits()
    {
        var web = _fake.AddContainer("web", "app:1");
        web.Write("before");

        var texts = new List<string>();
        await foreach (var line in _engine.LogsAsync("web", new LogQuery { Follow = true }, Token))
        {
            texts.Add(line.Text);
            if (line.Text == "before")
                web.Write("after");
            else
                web.Exit(0);
        }

        Assert.Equal(["before", "after"], texts);
    }

    [Theory]
    [InlineData("1.41")]
    [InlineData("1.51")]
    public async Task Output_of_a_terminal_is_read_as_it_is(string apiVersion)
    {
        _fake.ApiVersion = Version.Parse(apiVersion);
        _fake.AddImage("app:1");
        await _engine.CreateContainerAsync("web", new ContainerCreation { Image = "app:1", Tty = true }, Token);
        _fake.Container("web").Write("\u001b[1mhello");

        var line = Assert.Single(await ReadAsync(_engine.LogsAsync("web", new LogQuery(), Token)));

        Assert.Equal(new LogLine(false, "\u001b[1mhello", null), line);
    }

    [Fact]
    public async Task A_command_gets_its_input_to_the_end_and_gives_back_output_error_and_exit_code()
    {
        _fake.AddContainer("web", "app:1");
        _fake.OnExec = exec => Task.FromResult(new FakeExecResult(3, $"{string.Join(' ', exec.Cmd)} got {exec.Input.Length}", "oh"));

        var result = await _engine.RunAsync("web", ["wc", "-c"], new string('x', 1_000_000), Token);

        Assert.Equal(new ExecResult(3, "wc -c got 1000000", "oh"), result);
    }

    [Fact]
    public async Task A_command_in_a_container_that_does_not_run_is_a_conflict()
    {
        _fake.AddContainer("web", "app:1", running: false);

        await Assert.ThrowsAsync<DockerConflictException>(() => _engine.RunAsync("web", ["true"], null, Token));
    }

    [Theory]
    [InlineData("input closed")]
    [InlineData("disposed")]
    [InlineData("engine disposed")]
    public async Task A_container_whose_input_ends_with_its_client_goes_away_with_it(string how)
    {
        _fake.AddImage("busybox");
        await using var holder = _fake.Client();
        var lockLike = new ContainerCreation { Image = "busybox", Cmd = ["cat"], OpenStdin = true, StdinOnce = true, AttachStdin = true, HostConfig = new HostConfig { AutoRemove = true, NetworkMode = "none" } };
        var id = await holder.CreateContainerAsync("haloy-lock-app", lockLike, Token);
        await using var attached = await holder.AttachContainerAsync(id, Token);
        await holder.StartContainerAsync(id, Token);
        await Assert.ThrowsAsync<DockerConflictException>(() => _engine.CreateContainerAsync("haloy-lock-app", lockLike, Token));

        await using var events = await _engine.OpenEventsAsync(new Dictionary<string, IReadOnlyList<string>> { ["event"] = ["destroy"] }, Token);
        await (how switch
        {
            "input closed" => attached.CloseInputAsync(Token),
            "disposed" => attached.DisposeAsync(),
            _ => holder.DisposeAsync(),
        });

        await using var happened = events.GetAsyncEnumerator(Token);
        Assert.True(await happened.MoveNextAsync());
        Assert.Equal(id, happened.Current.ActorId);
        Assert.Empty(_fake.Containers);
    }

    [Theory]
    [InlineData("1.41")]
    [InlineData("1.51")]
    public async Task What_is_attached_is_echoed_until_the_input_ends(string apiVersion)
    {
        _fake.ApiVersion = Version.Parse(apiVersion);
        _fake.AddImage("busybox");
        var id = await _engine.CreateContainerAsync("cat", new ContainerCreation { Image = "busybox", Cmd = ["cat"], OpenStdin = true, StdinOnce = true }, Token);
        await using var attached = await _engine.AttachContainerAsync(id, Token);
        await _engine.StartContainerAsync(id, Token);

        await attached.Input.WriteAsync(Encoding.UTF8.GetBytes("hello"), Token);
        await attached.Input.DisposeAsync();
        var output = await ReadAsync(attached.ReadOutputAsync(Token));

        Assert.Equal("hello", string.Concat(output.Select(chunk => chunk.ToString())));
    }

    [Fact]
    public async Task Events_tell_what_happened_after_they_were_opened()
    {
        _fake.AddImage("app:1");
        await using var events = await _engine.OpenEventsAsync(
            new Dictionary<string, IReadOnlyList<string>> { ["type"] = ["container"], ["label"] = ["haloy.app=web"] }, Token);

        _fake.AddContainer("other", "app:1");
        _fake.AddContainer("web", "app:1", new Dictionary<string, string> { ["haloy.app"] = "web" }).Exit(5);

        await using var happened = events.GetAsyncEnumerator(Token);
        Assert.True(await happened.MoveNextAsync());
        Assert.Equal(("container", "start", "web"), (happened.Current.Type, happened.Current.Action, happened.Current.Attributes["name"]));
        Assert.True(await happened.MoveNextAsync());
        Assert.Equal(("die", "5"), (happened.Current.Action, happened.Current.Attributes["exitCode"]));
    }

    [Fact]
    public async Task Events_end_when_the_caller_has_enough()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var events = await _engine.OpenEventsAsync(new Dictionary<string, IReadOnlyList<string>>(), enough.Token);
        await using var happened = events.GetAsyncEnumerator(enough.Token);
        var next = happened.MoveNextAsync();

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task What_was_put_into_a_container_is_read_back()
    {
        _fake.AddContainer("web", "app:1");
        byte[] tar = [.. Enumerable.Range(0, 300_000).Select(number => (byte)number)];

        await _engine.PutArchiveAsync("web", "/srv/a b", new MemoryStream(tar), Token);
        await using var back = await _engine.GetArchiveAsync("web", "/srv/a b", Token);

        using var read = new MemoryStream();
        await back.CopyToAsync(read, Token);
        Assert.Equal(tar, read.ToArray());
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}

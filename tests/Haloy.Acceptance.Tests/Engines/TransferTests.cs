using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Docker;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Engines;

/// <summary>Images on their way between engines of every kind: the installed one, and a recent one with either image store.</summary>
public sealed class TransferTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const int Allowance = 20_000;

    private static readonly EngineKind[] _kinds = [EngineKind.Installed, EngineKind.RecentOverlay, EngineKind.RecentContainerd];

    public static TheoryData<EngineKind> Kinds => [.. _kinds];

    public static MatrixTheoryData<EngineKind, EngineKind> Ways => new(_kinds, _kinds);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Ways))]
    public async Task Only_what_changed_travels_and_runs(EngineKind from, EngineKind to)
    {
        await using var way = await Passage.BetweenAsync(fixture, from, to);
        var one = await way.BuildAsync(Line("one"));
        var two = await way.BuildAsync(Line("two"));

        var first = await way.BringAsync(one);
        var changed = await way.BringAsync(two);
        var again = await way.BringAsync(two);

        Tell($"{from} to {to}: {first.BytesSent} bytes at first, {changed.BytesSent} for {two.Travels} that changed");
        Assert.True(first.BytesSent > Passage.BaseSize + Passage.AppSize);
        Assert.InRange(changed.BytesSent, 1, two.Travels + Allowance);
        Assert.Equal((0, changed.Id), (again.BytesSent, again.Id));
        Assert.Equal(one.Line, await way.RunAsync(one));
        Assert.Equal(two.Line, await way.RunAsync(two));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_base_that_was_pulled_does_not_travel(EngineKind to)
    {
        await using var way = await Passage.BetweenAsync(fixture, EngineKind.Installed, to);
        await way.PullBaseAsync();
        var one = await way.BuildAsync(Line("one"));
        var two = await way.BuildAsync(Line("two"));

        var first = await way.BringAsync(one);
        // As a deploy does.
        await way.ServerAsync("create", "--label", $"haloy.layers={first.RecordedLayers}", "--name", way.Container, first.Id);
        var changed = await way.BringAsync(two);
        var again = await way.BringAsync(two);

        Tell($"{to}: {first.BytesSent} bytes on the base, {changed.BytesSent} for {two.Travels} that changed");
        Assert.InRange(first.BytesSent, Passage.AppSize, Passage.MostOfApp + one.Travels + Allowance);
        Assert.InRange(changed.BytesSent, 1, two.Travels + Allowance);
        Assert.Equal((0, changed.Id), (again.BytesSent, again.Id));
        Assert.Equal(one.Line, await way.RunAsync(one));
        Assert.Equal(two.Line, await way.RunAsync(two));
        // Where the engine cannot tell, the one that built it does.
        Assert.Equal(to == EngineKind.RecentContainerd, changed.RecordedLayers is not null);
        Assert.Equal(("amd64", true), (changed.Image.Architecture.Replace("arm64", "amd64", StringComparison.Ordinal), changed.Image.Config.Env.Contains("GREETING=hello")));
        await way.ServerAsync("rm", way.Container);
    }

    [Fact]
    public async Task A_deploy_remembers_the_layers_that_the_engine_does_not_tell()
    {
        await using var way = await Passage.BetweenAsync(fixture, EngineKind.Installed, EngineKind.RecentContainerd);
        await way.PullBaseAsync();
        await using var site = await Site.OnAsync(fixture, [way.Server.Name]);
        var app = $"layers-{Guid.NewGuid():n}"[..15];
        site.Write("Dockerfile", $"FROM {way.Base}\nCOPY lower upper /\nCOPY line /\nCMD trap exit TERM; sleep 600 & wait\n");
        site.Write("lower", Line("lower"));
        site.Write("upper", Line("upper"));
        site.Write("line", "one");
        site.Configure($"name: {app}\nserver: {way.Server.Name}\nimage: {{ repository: {way.App}, tag: latest, builder: {{}} }}\n");

        var first = (await site.DeployAsync()).Targets[0];
        foreach (var pulled in (await way.ServerAsync("images", "--format", "{{.Repository}}:{{.Tag}}")).Split('\n').Where(name => name.EndsWith(way.Base, StringComparison.Ordinal)))
            await way.ServerAsync("image", "rm", pulled);
        site.Write("line", "two");
        var changed = (await site.DeployAsync()).Targets[0];

        Tell($"{first.BytesSent} bytes at first, {changed.BytesSent} changed");
        Assert.InRange(first.BytesSent, 1, Passage.BaseSize);
        Assert.InRange(changed.BytesSent, 1, Allowance);
        Assert.Equal(0, (await site.DeployAsync()).Targets[0].BytesSent);
        Assert.All(await site.ContainersAsync(way.Server.Name, app), container => Assert.Contains("haloy.layers", container.Labels));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Layers_that_vanish_after_the_server_was_asked_are_sent_after_all(EngineKind to)
    {
        await using var way = await Passage.BetweenAsync(fixture, EngineKind.Installed, to);
        var one = await way.BuildAsync(Line("one"));
        var two = await way.BuildAsync(Line("two"));
        var old = await way.BringAsync(one);
        var loads = 0;
        way.Engine.OnRequest = asked =>
        {
            // The last that is asked before sending: containerd's store has ids of its own, so that each has to be looked at there.
            if (to == EngineKind.RecentContainerd ? asked.Path.Contains(old.Id, StringComparison.Ordinal) : asked.Path == "/images/json")
                way.ServerAsync("image", "rm", "--force", old.Id).GetAwaiter().GetResult();
            loads += asked.Path.StartsWith("/images/load", StringComparison.Ordinal) ? 1 : 0;
        };

        var brought = await way.BringAsync(two);

        Assert.Equal(2, loads);
        Assert.True(brought.BytesSent > Passage.BaseSize + Passage.AppSize);
        Assert.Equal(two.Line, await way.RunAsync(two));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_transfer_that_is_cut_leaves_nothing_and_the_next_one_brings_it(EngineKind to)
    {
        await using var way = await Passage.BetweenAsync(fixture, EngineKind.Installed, to);
        var one = await way.BuildAsync(Line("one"));
        var before = await way.ContentsAsync();
        await using var failing = new DockerEngine(CutConnection.After(Passage.BaseSize, UnixSocket.At(way.Server.DockerSocket)), TimeProvider.System);

        await Assert.ThrowsAnyAsync<DockerUnreachableException>(() => way.BringAsync(one, failing));

        // The engine notices the end on its own time.
        while (await way.ContentsAsync() != before)
            await Task.Delay(20, Token);
        var brought = await way.BringAsync(one);
        Assert.True(brought.BytesSent > Passage.BaseSize + Passage.AppSize);
        Assert.Equal(one.Line, await way.RunAsync(one));
    }

    /// <summary>What changes between two versions: some 100 kB, of which half is left when compressed.</summary>
    private static string Line(string name)
    {
        var random = new byte[50_000];
        new Random(name.Length + name[0]).NextBytes(random);
        return new StringBuilder(name).Append(Convert.ToHexString(random)).ToString();
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

using System;
using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Serilog.Events;

namespace Nuke.Haloy.Tests;

public sealed class EventTextTests
{
    private static readonly DeploymentId _id = DeploymentId.Parse("20261122-041530-k3xy")!;
    private const string Id = "sha256:85e8b6c8a8ed1234567890";

    public static TheoryData<DeploymentEvent, LogEventLevel, string> Lines => new()
    {
        { new DeploymentEvent.ServerReached("prod", "28.5.2", "linux/amd64", Seconds(0.42)), LogEventLevel.Information, "prod reached in 0.4 s: engine 28.5.2, linux/amd64" },
        { new DeploymentEvent.HookStarted("pre_deploy", "make migrate"), LogEventLevel.Information, "pre_deploy: make migrate" },
        { new DeploymentEvent.Output("pre_deploy", "done", IsError: true), LogEventLevel.Debug, "  done" },
        { new DeploymentEvent.BuildStarted("app:1", null), LogEventLevel.Information, "building app:1" },
        { new DeploymentEvent.BuildStarted("app:1", "linux/arm64"), LogEventLevel.Information, "building app:1 for linux/arm64" },
        { new DeploymentEvent.BuildFinished("app:1", Id, Seconds(12.3)), LogEventLevel.Information, "built app:1 (85e8b6c8a8ed) in 12 s" },
        { new DeploymentEvent.EngineAsked("prod", new("GET", "/containers/json?filters=%7B%7D", 200, TimeSpan.FromMilliseconds(12.3))), LogEventLevel.Verbose, "prod: GET /containers/json?filters={} -> 200 (12 ms)" },
        { new DeploymentEvent.EngineAsked("prod", new("POST", "/images/load", null, TimeSpan.FromSeconds(1.5))), LogEventLevel.Verbose, "prod: POST /images/load -> no answer (1500 ms)" },
        { new DeploymentEvent.DeploymentStarted(_id, "prod", IsRollback: false), LogEventLevel.Information, "deployment 20261122-041530-k3xy to prod" },
        { new DeploymentEvent.DeploymentStarted(_id, "prod", IsRollback: true), LogEventLevel.Information, "back to deployment 20261122-041530-k3xy on prod" },
        { new DeploymentEvent.ImagePushed("app:1", Id, Seconds(3)), LogEventLevel.Information, "pushed app:1 (85e8b6c8a8ed) in 3.0 s" },
        { new DeploymentEvent.WaitingForLock("ann@laptop"), LogEventLevel.Information, "waiting for another deployment of this app: ann@laptop" },
        { new DeploymentEvent.ImageArrived("app:1", Id, 0, 6_799_360, Seconds(0)), LogEventLevel.Information, "image app:1 (85e8b6c8a8ed) is on the server" },
        { new DeploymentEvent.ImageArrived("app:1", Id, 20_480, 6_799_360, Seconds(0.3)), LogEventLevel.Information, "image app:1 (85e8b6c8a8ed) is on the server: 20 kB of 6.8 MB sent in 0.3 s" },
        { new DeploymentEvent.StepStarted("start app-r1"), LogEventLevel.Verbose, "start app-r1 ..." },
        { new DeploymentEvent.StepFinished("start app-r1", Seconds(125)), LogEventLevel.Information, "start app-r1 (2 min 05 s)" },
        { new DeploymentEvent.StepFinished("start app-r1", Seconds(0.04)), LogEventLevel.Information, "start app-r1" },
        { new DeploymentEvent.StepFinished("start app-r1", Seconds(3), IsFailed: true), LogEventLevel.Warning, "start app-r1: failed (3.0 s)" },
        { new DeploymentEvent.Warned("the disk is nearly full"), LogEventLevel.Warning, "the disk is nearly full" },
        { new DeploymentEvent.PuttingBack("not ready"), LogEventLevel.Warning, "undoing it: not ready" },
        { new DeploymentEvent.TargetFinished(A.Target("production")), LogEventLevel.Information, "done in 2.1 s" },
        { new DeploymentEvent.TargetFinished(A.Target("production") with { Outcome = Outcome.RolledBack }), LogEventLevel.Error, "failed, the old version serves (2.1 s)" },
        { new DeploymentEvent.TargetFinished(A.Target("production") with { Outcome = Outcome.Failed, Error = "no port\r\nmore" }), LogEventLevel.Error, "failed (2.1 s): no port" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Each_event_has_its_line(DeploymentEvent happened, LogEventLevel level, string line) =>
        Assert.Equal((level, line), EventText.Of(happened));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(20_480, "20 kB")]
    [InlineData(6_799_360, "6.8 MB")]
    [InlineData(1_234_567_890, "1.23 GB")]
    public void Bytes_are_rounded_for_people(long count, string text) => Assert.Equal(text, EventText.Bytes(count));

    [Fact]
    public void Progress_shows_the_share_where_the_whole_is_known()
    {
        Assert.Equal("1.0 MB of 4.0 MB sent (25 %)", EventText.Of(new DeploymentEvent.ImageProgress(1_000_000, 4_000_000)));
        Assert.Equal("1.0 MB sent", EventText.Of(new DeploymentEvent.ImageProgress(1_000_000, 0)));
    }

    [Theory]
    [InlineData(4_000_000, 0.4, "1.0 MB of 4.0 MB sent (25 %)")]
    [InlineData(4_000_000, 2, "1.0 MB of 4.0 MB sent (25 %), 500 kB/s, 6.0 s left")]
    [InlineData(1_000_000, 2, "1.0 MB of 1.0 MB sent (100 %), 500 kB/s")]
    [InlineData(0, 2, "1.0 MB sent, 500 kB/s")]
    public void Progress_shows_how_fast_it_goes_and_how_long_it_will_take(long total, double elapsed, string text) =>
        Assert.Equal(text, EventText.Of(new DeploymentEvent.ImageProgress(1_000_000, total, Seconds(elapsed))));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

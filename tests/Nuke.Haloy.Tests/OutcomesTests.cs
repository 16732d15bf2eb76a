using System;
using System.Linq;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;

namespace Nuke.Haloy.Tests;

public sealed class OutcomesTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_is_a_line_per_target()
    {
        var skipped = new TargetReport { Target = "staging", Server = "staging.example.com", Outcome = Outcome.Skipped };

        Assert.Equal(
            [
                "Target      Server                  Deployment            Strategy             Image         Sent             Time   Outcome",
                "production  production.example.com  20261122-041530-k3x9  rolling, 3 replicas  85e8b6c8a8ed  20 kB of 6.8 MB  2.1 s  succeeded",
                "staging     staging.example.com                                                                               0.0 s  not begun",
            ],
            Outcomes.Table(A.Run(A.Target("production"), skipped)).Lines());
    }

    [Fact]
    public void A_column_that_is_empty_all_the_way_down_is_left_out()
    {
        var table = new Table("A", "B", "C");
        table.Add("1", "", "3");

        Assert.Equal(["A  C", "1  3"], table.Lines());
        Assert.Equal(["| A | C |", "| --- | --- |", "| 1 | 3 |"], table.Markdown());
    }

    [Fact]
    public void NUKE_s_summary_of_one_target_says_what_was_deployed() => Assert.Equal(
        [("Deployment", "20261122-041530-k3x9"), ("Image", "85e8b6c8a8ed"), ("Sent", "20 kB of 6.8 MB"), ("Outcome", "succeeded")],
        Outcomes.Summary(A.Run(A.Target("production"))));

    [Fact]
    public void What_was_proven_stands_in_the_table_and_in_the_summary()
    {
        var proven = A.Run(A.Target("production") with { Proof = new(1234, 0) });

        Assert.Contains("0 of 1234 requests lost", string.Join("\n", Outcomes.Table(proven).Lines()));
        Assert.Contains(("Proof", "0 of 1234 requests lost"), Outcomes.Summary(proven));
    }

    [Fact]
    public void NUKE_s_summary_of_several_says_what_became_of_each() => Assert.Equal(
        [("production", "succeeded, 2.1 s"), ("staging", "interrupted, the old version serves, 2.1 s")],
        Outcomes.Summary(A.Run(A.Target("production"), A.Target("staging") with { Outcome = Outcome.Interrupted })));

    [Fact]
    public void A_plan_says_what_differs_what_is_sent_and_what_is_done() => Assert.Equal(
        [
            "The configuration of production differs from the one that runs (20261122-041530-k3x9):",
            "  replicas: 1 -> 3",
            "  env.NEW: not there -> \"x\"",
            "Image shop:2: at most 20 kB of 6.8 MB are sent",
            "A deployment of production to prod would now",
            "  1. start r1",
            "  2. route a.com to r1",
        ],
        Outcomes.Lines(A.Plan(new("replicas", "1", "3"), new("env.NEW", null, "\"x\""))));

    [Fact]
    public void A_plan_says_when_nothing_differs_and_when_nothing_runs()
    {
        Assert.Equal("The configuration of production is the one that runs (20261122-041530-k3x9).", Outcomes.Lines(A.Plan()).First());
        Assert.Equal("Nothing of production runs on prod.", Outcomes.Lines(A.Plan() with { Runs = null }).First());
    }

    [Theory]
    [InlineData(ImageAction.Nothing, 0L, "it is on the server, nothing is sent")]
    [InlineData(ImageAction.Pull, null, "the server pulls it")]
    [InlineData(ImageAction.BuildAndSend, null, "it is built first; what is sent is known then")]
    [InlineData(ImageAction.BuildAndSend, 2_000L, "it is built first; of the one that was built last, at most 2 kB of 7 kB would be sent")]
    public void A_plan_says_what_becomes_of_the_image(ImageAction action, long? bytes, string words) =>
        Assert.Contains($"Image shop:2: {words}", Outcomes.Lines(A.Plan() with { Image = new("shop:2", action, bytes, bytes is null ? null : 7_000) }));

    [Fact]
    public void A_status_shows_targets_and_containers()
    {
        var production = new TargetStatus
        {
            Target = "production",
            Server = "prod",
            Deployment = "20261122-041530-k3x9",
            Since = _now.AddHours(-2),
            Image = "my-app:v1",
            ImageId = "sha256:85e8b6c8a8ed1234567890",
            Wanted = 2,
            Domains = ["a.com"],
            Containers =
            [
                new("production-r1", "r1", "1234567890abcdef", "Up 2 hours", IsRouted: true),
                new("production-r2", "r2", "2234567890abcdef", "Up 1 second (health: starting)", IsRouted: false),
            ],
        };
        var staging = new TargetStatus { Target = "staging", Server = "stage", Wanted = 1, Domains = [], Containers = [] };

        var lost = new TargetStatus { Target = "third", Server = "gone", Error = "no route", Wanted = 1, Domains = [], Containers = [] };

        Assert.Equal(
            [
                "What runs:",
                "Target      Server  Deployment            Deployed  Image      Id            Ready  Domains",
                "production  prod    20261122-041530-k3x9  2 h ago   my-app:v1  85e8b6c8a8ed  1/2    a.com",
                "staging     stage   nothing runs                                             0/1",
                "third       gone    not known",
                "",
                "Container      Id            State                           Traffic",
                "production-r1  1234567890ab  Up 2 hours                      routed",
                "production-r2  2234567890ab  Up 1 second (health: starting)  not routed",
            ],
            Outcomes.Lines([production, staging, lost], _now, Paint.None).ToList());
    }

    [Fact]
    public void A_status_of_many_targets_is_one_line_each()
    {
        var statuses = Enumerable.Range(1, 20).Select(i => new TargetStatus
        {
            Target = $"t{i}",
            Server = "prod",
            Deployment = "20261122-041530-k3x9",
            Wanted = 1,
            Domains = ["a.com", "b.com", "c.com"],
            Containers = [new($"t{i}", $"t{i}", "1", "Up", IsRouted: true)],
        }).ToList();

        var lines = Outcomes.Lines(statuses, _now, Paint.None).ToList();

        Assert.Equal(22, lines.Count);
        Assert.EndsWith("1/1    a.com and 2 more", lines[2]);
    }

    [Fact]
    public void On_a_terminal_colours_tell_what_is_well_and_what_is_not()
    {
        var status = new TargetStatus { Target = "a", Server = "s", Deployment = "d", Wanted = 1, Domains = [], Containers = [new("c", "c", "1", "Up 1 second (unhealthy)", false)] };
        var well = status with { Containers = [new("c", "c", "1", "Up 1 second", false)] };

        Assert.StartsWith("\u001b[31ma", Outcomes.Lines([status], _now, new Paint(true)).ElementAt(2));
        Assert.StartsWith("\u001b[32ma", Outcomes.Lines([well], _now, new Paint(true)).ElementAt(2));
    }

    [Fact]
    public void A_history_shows_what_can_be_gone_back_to() => Assert.Equal(
        [
            "Deployments of production on prod:",
            "Deployment            Deployed  Image      Id            Digest        Containers  State",
            "20261122-041530-k3x9  2 h ago   my-app:v2  85e8b6c8a8ed  abcdef123456  3           runs",
            "20261121-041530-aaaa  26 h ago             95e8b6c8a8ed                1           kept",
            "20261120-041530-aaaa  47 h ago                                         0           its containers were removed",
            "There is no deployment of staging on stage.",
        ],
        Outcomes.Lines(
            [
                new TargetHistory("production", "prod",
                [
                    new("20261122-041530-k3x9", _now.AddHours(-2), "sha256:85e8b6c8a8ed1234567890", Runs: true, 3) { Image = "my-app:v2", Digest = "sha256:abcdef123456789" },
                    new("20261121-041530-aaaa", _now.AddHours(-26), "sha256:95e8b6c8a8ed1234567890", Runs: false, 1),
                    new("20261120-041530-aaaa", _now.AddHours(-47.5), "", Runs: false, 0) { State = DeploymentState.Lost },
                ]),
                new TargetHistory("staging", "stage", []),
            ],
            _now).ToList());

    [Theory]
    [InlineData(3, 0, "production on prod: 3 containers stopped")]
    [InlineData(0, 1, "production on prod: nothing ran, one container removed")]
    public void A_stop_says_what_it_did(int stopped, int removed, string line) =>
        Assert.Equal(line, Outcomes.Line(new StopResult("production", "prod", stopped, removed)));
}

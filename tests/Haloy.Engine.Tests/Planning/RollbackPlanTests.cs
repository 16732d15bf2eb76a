using Haloy.Engine.Planning;
using Haloy.Manifest;

namespace Haloy.Engine.Tests.Planning;

public sealed class RollbackPlanTests
{
    private static readonly ObservedServer s_server =
        A.Server(A.Container(1, running: false), A.Container(2, running: false), A.Container(3));

    [Fact]
    public void It_goes_to_the_deployment_before_the_current_one() =>
        Assert.Equal("start 2.1\nready 2.1\nroute 2.1\nretire 3.1\ncomplete", A.Story(Planner.Rollback(A.Target(), s_server, null)));

    [Fact]
    public void What_was_good_has_a_minute_whatever_limit_is_set_for_new_versions()
    {
        string Waits(int seconds) => string.Join('\n', PlanPrinter.Lines(Planner.Rollback(A.Target() with { HealthCheckTimeoutSeconds = seconds }, s_server, null)));

        Assert.Contains("within 60 s", Waits(3));
        Assert.Contains("within 90 s", Waits(90));
        Assert.Contains("within 3 s", string.Join('\n', PlanPrinter.Lines(Planner.Deploy(A.Target() with { HealthCheckTimeoutSeconds = 3 }, s_server, A.Id(30)))));
    }

    [Fact]
    public void It_goes_to_a_given_one() =>
        Assert.Equal("start 1.1\nready 1.1\nroute 1.1\nretire 3.1\ncomplete", A.Story(Planner.Rollback(A.Target(), s_server, A.Id(1))));

    [Fact]
    public void After_a_rollback_the_next_one_goes_further_back()
    {
        var server = A.Server(A.Container(1, running: false), A.Container(2), A.Container(3, running: false));

        Assert.Contains("route 1.1", A.Story(Planner.Rollback(A.Target(), server, null)));
    }

    [Fact]
    public void An_id_that_is_not_kept_is_refused_with_those_that_are()
    {
        var refused = Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), s_server, A.Id(9)));

        Assert.Equal($"the history has no deployment {A.Id(9)}. Did you mean {A.Id(1)}? Kept: {A.Id(1)}, {A.Id(2)}.", refused.Message);
    }

    [Fact]
    public void The_one_that_runs_is_refused() =>
        Assert.Contains("is the one that runs", Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), s_server, A.Id(3))).Message);

    [Fact]
    public void Nothing_kept_is_said_so() =>
        Assert.Contains("Nothing is kept", Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), A.Server(A.Container(1)), null)).Message);

    [Fact]
    public void Before_the_first_deployment_there_is_nothing_to_go_back_to() => Assert.Equal(
        "nothing is deployed on web1 yet, so that there is nothing to roll back to.",
        Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), A.Server(), null)).Message);

    [Fact]
    public void A_deployment_whose_containers_somebody_removed_cannot_come_back()
    {
        var server = A.Server(A.Container(1, running: false), A.Container(2)) with { Completed = EquatableArray.Of(A.Id(0), A.Id(1), A.Id(2)) };

        Assert.Equal(
            $"deployment {A.Id(0)} cannot come back: its containers were removed from the server. Kept: {A.Id(1)}.",
            Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), server, A.Id(0))).Message);
    }

    [Fact]
    public void It_brings_as_many_back_as_there_were_whatever_the_file_says_now()
    {
        var server = A.Server(A.Container(1, 1, running: false), A.Container(1, 2, running: false), A.Container(2));

        Assert.Equal(2, Planner.Rollback(A.Target(replicas: 1), server, null).Incoming.Count);
        Assert.Contains("stop 2.1\nstart 1.1 1.2", A.Story(Planner.Rollback(A.Target(replicas: 1).Replacing(), server, null)));
    }
}

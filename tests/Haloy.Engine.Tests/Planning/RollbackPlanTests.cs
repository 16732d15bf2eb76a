using Haloy.Engine.Planning;

namespace Haloy.Engine.Tests.Planning;

public sealed class RollbackPlanTests
{
    private static readonly ObservedServer s_server =
        A.Server(A.Container(1, running: false), A.Container(2, running: false), A.Container(3));

    [Fact]
    public void It_goes_to_the_deployment_before_the_current_one() =>
        Assert.Equal("start 2.1\nready 2.1\nroute 2.1\nretire 3.1\ncomplete", A.Story(Planner.Rollback(A.Target(), s_server, null)));

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

        Assert.Equal($"the history has no deployment {A.Id(9)}. Kept: {A.Id(1)}, {A.Id(2)}.", refused.Message);
    }

    [Fact]
    public void The_one_that_runs_is_refused() =>
        Assert.Contains("is the one that runs", Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), s_server, A.Id(3))).Message);

    [Fact]
    public void Nothing_kept_is_said_so() =>
        Assert.Contains("Nothing is kept", Assert.Throws<PlanningException>(() => Planner.Rollback(A.Target(), A.Server(A.Container(1)), null)).Message);
}

using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Planning;

public sealed class ReplaceStrategyTests
{
    private static string Plan(TargetSpec target, ObservedServer server) => A.Story(Planner.Deploy(target, server, A.Id(30)));

    [Fact]
    public void All_old_containers_are_stopped_before_a_new_one_starts()
    {
        Assert.Equal("""
            close
            stop 1.1 1.2
            start new.1 new.2
            ready new.1 new.2
            route new.1 new.2
            complete
            """, Plan(A.Target(2).Replacing(), A.Server(A.Container(1, 1), A.Container(1, 2))));
    }

    [Fact]
    public void A_first_deployment_closes_nothing()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            complete
            """, Plan(A.Target().Replacing(), A.Server()));
    }

    [Fact]
    public void A_static_name_is_freed_by_renaming_the_container_that_is_kept()
    {
        var target = A.Target().Replacing() with { Naming = NamingStrategy.Static };
        var plan = Planner.Deploy(target, A.Server(A.Container(1) with { Name = "shop" }), A.Id(30));

        Assert.Contains($"stop 1.1\nrename shop shop-{A.Id(1)}\nstart new.1", A.Story(plan));
        Assert.Equal("shop", plan.Incoming[0].Name);
    }
}

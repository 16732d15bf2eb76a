using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Planning;

public sealed class RollingStrategyTests
{
    private static string Plan(TargetSpec target, ObservedServer server) => A.Story(Planner.Deploy(target, server, A.Id(30)));

    [Fact]
    public void The_first_deployment_makes_network_and_proxy_and_has_nothing_to_retire()
    {
        var server = new ObservedServer { Networks = EquatableArray.Of(new ObservedNetwork("bridge", "172.17.0.0/16", false)) };

        Assert.Equal("""
            networks 10.210.0.0/16
            proxy on haloy
            start new.1
            ready new.1
            route new.1
            complete
            """, Plan(A.Target(), server));
    }

    [Fact]
    public void A_new_container_is_ready_and_routed_before_the_old_one_is_touched()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            retire 1.1
            complete
            """, Plan(A.Target(), A.Server(A.Container(1))));
    }

    [Fact]
    public void Replicas_are_exchanged_one_by_one()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            route new.1 1.2 1.3
            retire 1.1
            start new.2
            ready new.2
            route new.1 new.2 1.3
            retire 1.2
            start new.3
            ready new.3
            route new.1 new.2 new.3
            retire 1.3
            complete
            """, Plan(A.Target(3), A.Server(A.Container(1, 1), A.Container(1, 2), A.Container(1, 3))));
    }

    [Fact]
    public void A_surge_of_all_exchanges_them_in_one_step()
    {
        var target = A.Target(2) with { MaxSurge = new(100, true) };

        Assert.Equal("""
            start new.1 new.2
            ready new.1 new.2
            route new.1 new.2
            retire 1.1 1.2
            complete
            """, Plan(target, A.Server(A.Container(1, 1), A.Container(1, 2))));
    }

    [Fact]
    public void Scaling_up_retires_the_old_ones_first_and_then_only_adds()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            retire 1.1
            start new.2
            ready new.2
            route new.1 new.2
            complete
            """, Plan(A.Target(2), A.Server(A.Container(1))));
    }

    [Fact]
    public void Scaling_down_takes_all_that_are_left_in_the_last_step()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            retire 1.1 1.2 1.3
            complete
            """, Plan(A.Target(1), A.Server(A.Container(1, 1), A.Container(1, 2), A.Container(1, 3))));
    }

    [Fact]
    public void Without_domains_nothing_is_routed()
    {
        Assert.Equal("""
            start new.1
            ready new.1
            retire 1.1
            complete
            """, Plan(A.Target(domain: null), A.Server(A.Container(1)) with { Routed = default }));
    }

    [Fact]
    public void What_a_killed_run_started_but_never_routed_is_removed_first()
    {
        var server = A.Server(A.Container(1)) with { Containers = EquatableArray.Of(A.Container(1), A.Container(2)) };

        Assert.Equal("""
            remove leftovers 2.1
            start new.1
            ready new.1
            route new.1
            retire 1.1
            complete
            """, Plan(A.Target(), server));
    }

    [Fact]
    public void What_a_killed_run_had_routed_serves_until_the_new_version_takes_over_and_is_not_kept()
    {
        // Deployment 2 was killed right after its switch: routed, never completed; 1 still runs, idle.
        var server = A.Server(A.Container(1)) with
        {
            Containers = EquatableArray.Of(A.Container(1), A.Container(2)),
            Routed = EquatableArray.Of(A.Container(2).Address),
        };

        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            retire 1.1 2.1
            complete
            forget 2.1 tags
            """, Plan(A.Target(), server));
    }

    [Fact]
    public void Only_as_many_deployments_as_the_history_keeps_stay()
    {
        var target = A.Target() with { Image = A.Target().Image with { History = new(HistoryStrategy.Local, 2, null) } };

        Assert.Equal("""
            start new.1
            ready new.1
            route new.1
            retire 3.1
            complete
            forget 1.1 2.1 tags 1 2
            """, Plan(target, A.Server(A.Container(1, running: false), A.Container(2, running: false), A.Container(3))));
    }

    [Fact]
    public void Another_app_on_the_server_is_left_alone_and_its_addresses_are_not_taken()
    {
        var other = A.Container(0, app: "other");
        var plan = Planner.Deploy(A.Target(), A.Server(A.Container(1), other), A.Id(30));

        Assert.Equal("start new.1\nready new.1\nroute new.1\nretire 1.1\ncomplete", A.Story(plan));
        var free = plan.Incoming[0].Address;
        Assert.NotEqual(free, Planner.Deploy(A.Target(), A.Server(other with { Address = free }), A.Id(30)).Incoming[0].Address);
    }

    [Fact]
    public void Hosts_that_the_target_has_no_longer_are_closed_before_the_first_old_one_goes_and_taken_out_at_the_end()
    {
        var server = A.Server(A.Container(1, 1), A.Container(1, 2)) with { HasRoute = true };

        Assert.Equal("""
            start new.1
            ready new.1
            close
            retire 1.1
            start new.2
            ready new.2
            retire 1.2
            complete
            unroute
            """, Plan(A.Target(2, domain: null), server));
    }

    [Fact]
    public void Each_container_is_routed_on_the_port_that_it_was_made_for()
    {
        var old = A.Container(1, 1) with { Listening = new(3000, "/up") };
        var plan = Planner.Deploy(A.Target(2), A.Server(old, A.Container(1, 2) with { Listening = new(3000, "/up") }), A.Id(30));

        Assert.Equal([8080, 3000], plan.Steps.OfType<Step.Route>().First().Members.Select(m => m.Port));
        Assert.Equal(new Listening(3000, "/up"), Incoming.Of(old, A.Target()).Listening);
    }

    [Fact]
    public void Where_a_container_answers_is_read_from_its_label()
    {
        Assert.Equal(new Listening(3000, "/up"), Listening.Parse("""{ "port": 3000, "health_check_path": "/up" }"""));
        Assert.Equal(new Listening(3000, null), Listening.Parse("""{ "port": 3000, "health_check_path": null }"""));
        Assert.All(new[] { "", "{}", "[]", "{ broken", """{ "port": "x", "health_check_path": 1 }""" }, text => Assert.Null(Listening.Parse(text)));
    }
}

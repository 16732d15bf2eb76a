using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Planning;

public sealed class PruningTests
{
    private static readonly ObservedServer s_server =
        A.Server(A.Container(1, running: false), A.Container(2, running: false), A.Container(3, running: false), A.Container(4));

    [Theory]
    [InlineData(null, "", "")]
    [InlineData(4, "", "")]
    [InlineData(3, "1", "1")]
    [InlineData(1, "1 2 3", "1 2 3")]
    public void As_many_deployments_stay_as_are_asked_for_the_current_one_included(int? keep, string containers, string tags) =>
        AssertPruned(A.Target(), s_server, keep, containers, tags);

    [Fact]
    public void Without_a_number_the_history_s_counts()
    {
        var target = A.Target();
        AssertPruned(target with { Image = target.Image with { History = new HistorySpec(HistoryStrategy.Local, 2, null) } }, s_server, null, "1 2", "1 2");
        AssertPruned(target with { Image = target.Image with { History = new HistorySpec(HistoryStrategy.None, null, null) } }, s_server, null, "1 2 3", "1 2 3");
    }

    [Fact]
    public void What_serves_stays_though_it_is_the_oldest() =>
        AssertPruned(A.Target(), A.Server(A.Container(1), A.Container(2, running: false), A.Container(3, running: false)), 2, "2", "2");

    [Fact]
    public void What_a_killed_run_left_goes_unless_it_runs()
    {
        var server = A.Server(A.Container(1), A.Container(2, running: false), A.Container(3)) with
        {
            Completed = EquatableArray.Of(A.Id(1)),
            Routed = EquatableArray.Of(A.Container(1).Address),
        };

        AssertPruned(A.Target(), server, null, "2", "");
    }

    [Fact]
    public void A_deployment_without_containers_takes_no_place_and_loses_its_tag()
    {
        var server = s_server with { Completed = EquatableArray.Of(A.Id(0), A.Id(1), A.Id(2), A.Id(3), A.Id(4)) };

        AssertPruned(A.Target(), server, 4, "", "0");
    }

    private static void AssertPruned(TargetSpec target, ObservedServer server, int? keep, string containers, string tags)
    {
        var pruning = Pruning.Of(target, Situation.Of(server, "shop"), keep);

        Assert.Equal(containers, string.Join(' ', pruning.Containers.Select(c => c.Deployment.Time.Minute)));
        Assert.Equal(tags, string.Join(' ', pruning.Deployments.Select(d => d.Time.Minute)));
    }
}

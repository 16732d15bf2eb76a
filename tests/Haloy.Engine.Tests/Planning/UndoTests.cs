using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Planning;

public sealed class UndoTests
{
    private static string Undone<TLast>(DeploymentPlan plan, int occurrence = 1, bool putOldBack = true)
        where TLast : Step
    {
        var last = plan.Steps.OfType<TLast>().ElementAt(occurrence - 1);
        var begun = plan.Steps.Take(plan.Steps.ToList().FindIndex(s => ReferenceEquals(s, last)) + 1).ToList();
        return A.Story(Undo.Steps(plan, begun, putOldBack), plan);
    }

    private static DeploymentPlan Rolling(int replicas) => Planner.Deploy(
        A.Target(replicas), A.Server([.. Enumerable.Range(1, replicas).Select(r => A.Container(1, r))]), A.Id(30));

    private static DeploymentPlan Replace() => Planner.Deploy(A.Target().Replacing(), A.Server(A.Container(1)), A.Id(30));

    [Fact]
    public void A_container_that_never_became_ready_is_removed_and_nothing_else_touched() =>
        Assert.Equal("discard new.1", Undone<Step.AwaitReady>(Rolling(1)));

    [Fact]
    public void After_a_failed_switch_the_old_ones_are_routed_again_before_the_new_one_goes() =>
        Assert.Equal("restore 1.1\ndiscard new.1", Undone<Step.Route>(Rolling(1)));

    [Fact]
    public void Old_ones_that_were_stopped_in_earlier_steps_come_back_checked_and_routed() =>
        Assert.Equal("start 1.1\nready 1.1\nrestore 1.1 1.2\ndiscard new.1 new.2", Undone<Step.AwaitReady>(Rolling(2), occurrence: 2));

    [Fact]
    public void A_note_in_the_history_is_taken_back_once_no_container_needs_the_image() =>
        Assert.Equal("start 1.1\nready 1.1\nrestore 1.1\ndiscard new.1\nforget  tags 30", Undone<Step.Complete>(Rolling(1)));

    [Fact]
    public void A_rollback_that_fails_at_its_end_leaves_the_history_as_it_is()
    {
        var plan = Planner.Rollback(A.Target(), A.Server(A.Container(1, running: false), A.Container(2)), null);

        Assert.Equal("start 2.1\nready 2.1\nrestore 2.1\ndiscard 1.1", Undone<Step.Complete>(plan));
    }

    [Fact]
    public void A_failed_first_deployment_is_removed_and_its_hosts_are_routed_no_longer()
    {
        var plan = Planner.Deploy(A.Target(), A.Server(), A.Id(30));

        Assert.Equal("restore\ndiscard new.1", Undone<Step.Route>(plan));
    }

    [Fact]
    public void Replace_keeps_the_old_ones_stopped_unless_told_otherwise()
    {
        Assert.Equal("discard new.1", Undone<Step.AwaitReady>(Replace(), putOldBack: false));
        Assert.Equal("discard new.1\nstart 1.1\nready 1.1\nrestore 1.1", Undone<Step.AwaitReady>(Replace(), putOldBack: true));
    }

    [Fact]
    public void Replace_that_fails_to_stop_puts_the_old_ones_back_when_told()
    {
        Assert.Equal("start 1.1\nready 1.1\nrestore 1.1", Undone<Step.Stop>(Replace()));
    }

    [Fact]
    public void A_static_name_is_given_back()
    {
        var target = A.Target().Replacing() with { Naming = NamingStrategy.Static };
        var plan = Planner.Deploy(target, A.Server(A.Container(1) with { Name = "shop" }), A.Id(30));

        Assert.Contains($"rename shop-{A.Id(1)} shop", Undone<Step.Start>(plan));
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator.Tests;

public sealed class CachingTests
{
    /// <summary>Why each step ran, in the last run. A step that did not run at all has no reasons.</summary>
    private sealed record Reasons(string Read, string Outline, string Shared, string Target, string Problems)
    {
        public static Reasons NothingNew { get; } = new("Cached", "Cached", "Cached", "Cached Cached", "");

        public static Reasons Of(GeneratorRun run) => new(
            Of(run, Steps.Read), Of(run, Steps.Outline), Of(run, Steps.Shared), Of(run, Steps.Target), Of(run, Steps.Problems));

        private static string Of(GeneratorRun run, string step) =>
            run.Result.TrackedSteps.TryGetValue(step, out var steps)
                ? string.Join(" ", steps.SelectMany(one => one.Outputs).Select(output => output.Reason))
                : "";
    }

    [Fact]
    public void An_edit_of_C_sharp_makes_nothing_run_again()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets).EditCSharp("internal sealed class Other { }");

        Assert.Equal(Reasons.NothingNew, Reasons.Of(run));
        AssertSourceOutputs(run, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_comment_in_the_file_re_emits_nothing()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets).EditYaml("# a comment\n" + Yaml.TwoTargets);

        Assert.Equal(Reasons.NothingNew with { Read = "Unchanged" }, Reasons.Of(run));
        AssertSourceOutputs(run, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_key_that_the_generated_code_does_not_show_re_emits_nothing()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets).EditYaml("min_ready_seconds: 5\n" + Yaml.TwoTargets);

        Assert.Equal(Reasons.NothingNew with { Read = "Unchanged" }, Reasons.Of(run));
    }

    [Fact]
    public void A_comment_above_a_problem_moves_the_problem_and_re_emits_nothing()
    {
        var broken = Yaml.TwoTargets + "    replica: 2\n";
        var run = GeneratorRun.Over(broken).EditYaml("# a comment\n" + broken);

        Assert.Equal(
            Reasons.NothingNew with { Read = "Modified", Outline = "Unchanged", Problems = "Modified" }, Reasons.Of(run));
    }

    [Fact]
    public void A_value_of_one_target_re_emits_that_target_only()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets).EditYaml(Yaml.TwoTargets.Replace("v1.2.3", "v1.2.4"));

        Assert.Equal(
            new Reasons("Modified", "Modified", "Unchanged", "Modified Unchanged", ""), Reasons.Of(run));
    }

    [Fact]
    public void A_renamed_target_re_emits_itself_and_what_lists_it()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets).EditYaml(Yaml.TwoTargets.Replace("us-east", "us-west"));

        Assert.Equal(
            new Reasons("Modified", "Modified", "Modified", "Unchanged Modified", ""), Reasons.Of(run));
    }

    private static void AssertSourceOutputs(GeneratorRun run, IncrementalStepRunReason reason) =>
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(reason, output.Reason));
}

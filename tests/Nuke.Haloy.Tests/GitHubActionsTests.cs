using Haloy.Engine.Deploying;
using Haloy.Manifest.Validation;

namespace Nuke.Haloy.Tests;

public sealed class GitHubActionsTests
{
    [Fact]
    public void A_problem_is_noted_at_its_line()
    {
        var problem = new ManifestProblem(
            "HALOY014", ProblemSeverity.Error, "targets/a", new SourcePosition(12, 5, 7, 100), "Unknown key.\n100 % sure.", "Did you mean `replicas`?");

        Assert.Equal(
            "::error file=deploy/haloy.yaml,line=12,col=5,title=HALOY014::Unknown key.%0A100 %25 sure. Did you mean `replicas`?",
            GitHubActions.Annotation("deploy/haloy.yaml", problem));
    }

    [Fact]
    public void A_target_that_failed_is_noted_with_its_server()
    {
        var target = A.Target("production") with { Server = "deploy@prod:22", Outcome = Outcome.Failed, Error = "What was expected.\nWhat was seen." };

        Assert.Equal(
            "::error title=production on deploy@prod%3A22::failed: What was expected.%0AWhat was seen.", GitHubActions.Annotation(target));
    }
}

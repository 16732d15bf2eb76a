using System;
using Nuke.Common;

/// <summary>Targets of the user that fail, and one that runs whatever happens.</summary>
internal sealed class Failing : ComposedBuild, IHaloyTargets
{
    [Parameter("Which of this build's targets fails")]
    private readonly string? Fails = null;

    private Target Test => _ => _
        .DependentFor<IHaloyTargets>(x => x.BuildImages)
        .Executes(() => Perform(nameof(Test)));

    private Target SmokeTest => _ => _
        .TriggeredBy<IHaloyTargets>(x => x.DeployProduction)
        .Before<IHaloyTargets>(x => x.GlobalPostDeploy)
        .Executes(() => Perform(nameof(SmokeTest)));

    private Target CloseTicket => _ => _
        .TriggeredBy<IHaloyTargets>(x => x.DeployProduction)
        .AssuredAfterFailure()
        .Executes(() => Perform(nameof(CloseTicket)));

    Target IHaloyTargets.DeployStaging => _ => _
        .Inherit<IHaloyTargets>(x => x.DeployStaging)
        .ProceedAfterFailure();

    public static int Run() => Execute<Failing>(x => x.Test);

    private void Perform(string target)
    {
        Note(target);
        if (Fails == target)
            throw new InvalidOperationException($"{target} was told to fail");
    }
}

using Nuke.Common;

/// <summary>Targets of the user before, between and after the generated ones.</summary>
internal sealed class Around : ComposedBuild, IHaloyTargets
{
    private Target Compile => _ => _
        .Executes(() => Note("Compile"));

    private Target Test => _ => _
        .DependsOn(Compile)
        .DependentFor<IHaloyTargets>(x => x.BuildImages)
        .Executes(() => Note("Test"));

    private Target Migrate => _ => _
        .After<IHaloyTargets>(x => x.BuildImages)
        .DependentFor<IHaloyTargets>(x => x.DeployProduction, x => x.DeployAll)
        .Executes(() => Note("Migrate"));

    private Target Backup => _ => _
        .Before(Migrate)
        .After<IHaloyTargets>(x => x.GlobalPreDeploy)
        .Before<IHaloyTargets>(x => x.DeployAll)
        .Executes(() => Note("Backup"));

    private Target Announce => _ => _
        .TriggeredBy<IHaloyTargets>(x => x.DeployProduction)
        .Executes(() => Note("Announce"));

    private Target WarmUp => _ => _
        .After<IHaloyTargets>(x => x.DeployStaging)
        .Before<IHaloyTargets>(x => x.GlobalPostDeploy)
        .Executes(() => Note("WarmUp"));

    private Target Release => _ => _
        .DependsOn<IHaloyTargets>(x => x.DeployStaging, x => x.DeployProduction)
        .Executes(() => Note("Release"));

    public static int Run() => Execute<Around>(x => x.Compile);
}

using Nuke.Common;

/// <summary>Generated targets taken over by the user.</summary>
internal sealed class Overriding : ComposedBuild, IHaloyTargets
{
    [Parameter("Whether staging is deployed")]
    private readonly bool WithStaging = false;

    [Parameter("Whether images are built")]
    private readonly bool WithImages = false;

    [Parameter("Whether production is deployed")]
    private readonly bool WithProduction = false;

    private Target Compile => _ => _
        .Executes(() => Note("Compile"));

    Target IHaloyTargets.DeployStaging => _ => _
        .Inherit<IHaloyTargets>(x => x.DeployStaging)
        .OnlyWhenDynamic(() => WithStaging);

    Target IHaloyTargets.DeployProduction => _ => _
        .Inherit<IHaloyTargets>(x => x.DeployProduction)
        .Description("Deploys for real")
        .OnlyWhenDynamic(() => WithProduction)
        .Executes(() => Note("after production"));

    Target IHaloyTargets.BuildImages => _ => _
        .DependsOn(Compile)
        .Inherit<IHaloyTargets>(x => x.BuildImages)
        .OnlyWhenStatic(() => WithImages);

    public static int Run() => Execute<Overriding>(x => x.Compile);
}

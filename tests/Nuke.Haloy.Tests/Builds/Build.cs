using Nuke.Common;

internal sealed class Build : NukeBuild, IHaloyTargets
{
    [Parameter("A secret of haloy.yaml")]
    [Secret]
    private readonly string? DatabasePassword = null;

    private Target Test => _ => _
        .DependentFor<IHaloyTargets>(x => x.BuildImages)
        .Executes(() => { });

    private Target Look => _ => _
        .Executes(() => Serilog.Log.Information("{Value:l}", NukeParameters.Value(this, "database-password") ?? "none"));

    public static int Main() => Execute<Build>(x => x.Test);
}

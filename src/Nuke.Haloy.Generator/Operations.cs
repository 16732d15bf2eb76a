using Haloy.Manifest;

namespace Nuke.Haloy.Generator;

/// <summary>
/// A build target that every target gets. In the texts <c>{T}</c> stands for its C# name, <c>{key}</c>,
/// <c>{server}</c> and <c>{facts}</c> for its values.
/// </summary>
/// <param name="Verb">Its name begins so, and the method of the session that does it is called <c>VerbAsync</c>.</param>
/// <param name="Does">Its description.</param>
/// <param name="Order">Its relations to other build targets.</param>
/// <param name="AlwaysListed">Whether --help shows it even for files with many targets.</param>
internal sealed record TargetOperation(string Verb, string Does, string Order, bool AlwaysListed = false);

/// <summary>A build target that is there once. In the text <c>{file}</c> and <c>{all}</c> stand for the file and its targets.</summary>
/// <param name="Name">Its name; the method of the session that does it is called <c>NameAsync</c>.</param>
/// <param name="Does">Its description.</param>
/// <param name="Order">Its relations to other build targets.</param>
internal sealed record SharedOperation(string Name, string Does, string Order);

/// <summary>Every build target that is generated: one line each.</summary>
internal static class Operations
{
    private const string BeforeDeploying = ".DependsOn(ValidateConfig, CheckServers, GlobalPreDeploy, BuildImages)";

    public static readonly EquatableArray<TargetOperation> OfTarget = EquatableArray.Of<TargetOperation>(
        new("Deploy", "Deploy {key} to {server} ({facts})", BeforeDeploying + ".Triggers(GlobalPostDeploy)", AlwaysListed: true),
        new("Plan", "Show what Deploy{T} would do now and change nothing: {key} on {server} ({facts})", ".After(BuildImages).Before(Deploy{T})"),
        new("Status", "Show what runs of {key} on {server} ({facts})", ".After(Deploy{T}, Rollback{T}, Stop{T})", AlwaysListed: true),
        new("Logs", "Show the log of {key} on {server} ({facts})", ".After(Deploy{T}, Rollback{T})"),
        new("Stop", "Stop {key} on {server}; its hosts answer 503 until the next deployment ({facts})", ".DependsOn(ValidateConfig).After(Deploy{T}, Rollback{T})"),
        new("Rollback", "Bring an earlier deployment of {key} on {server} back, the one before or --deployment-id ({facts})", ".DependsOn(ValidateConfig).After(Deploy{T})"),
        new("History", "List the deployments of {key} on {server} that can be rolled back to ({facts})", ".After(Deploy{T}, Rollback{T})"),
        new("Exec", "Run --command in a container of {key} on {server}; its exit code is the build's ({facts})", ".After(Deploy{T}, Rollback{T})"));

    public static readonly EquatableArray<SharedOperation> Shared = EquatableArray.Of<SharedOperation>(
        new("ValidateConfig", "Check {file} and show every problem at once", ".NamingWhatWasMeant(this)"),
        new("CheckServers", "Connect to the servers and check engine, rights and space before anything slow", ".DependsOn(ValidateConfig)"),
        new("GlobalPreDeploy", "Run the commands of global_pre_deploy, once", ".DependsOn(ValidateConfig).After(CheckServers)"),
        new("BuildImages", "Build each distinct image once", ".DependsOn(ValidateConfig).After(CheckServers, GlobalPreDeploy)"),
        new("DeployAll", "Deploy every target, all servers at once: {all}", BeforeDeploying + ".Triggers(GlobalPostDeploy)"),
        new("GlobalPostDeploy", "Run the commands of global_post_deploy, once, when everything is deployed", ".DependsOn(ValidateConfig)"),
        new("PlanAll", "Show what DeployAll would do now and change nothing: {all}", ".After(BuildImages).Before(DeployAll)"),
        new("StatusAll", "Show what runs of every target: {all}", ".After(DeployAll, StopAll)"),
        new("LogsAll", "Show the logs of every target: {all}", ".After(DeployAll)"),
        new("StopAll", "Stop every target; their hosts answer 503 until the next deployment: {all}", ".DependsOn(ValidateConfig).After(DeployAll)"),
        new("AddServer", "Accept a server's host key, check it and prepare it: --server HOST [--server-name NAME] [--server-fingerprint SHA256:...]", ".Before(CheckServers)"),
        new("ListServers", "Show every server of {file} and every one that was added: engine, proxy, apps, disk", ".After(AddServer, RemoveServer)"),
        new("RemoveServer", "Forget a server that was added: --server-name NAME, or --server HOST", ".After(AddServer)"),
        new("Prune", "Remove what the histories do not keep, what interrupted runs left, and unused images of both (--keep N)", ".DependsOn(ValidateConfig).After(DeployAll, StopAll)"),
        new("UpgradeProxy", "Replace the servers' reverse proxy by one of the image --haloy-proxy-image", ".DependsOn(ValidateConfig).Before(DeployAll)"));
}

using System.Collections.Generic;

/// <summary>A command of the tour.</summary>
/// <param name="Title">What happens.</param>
/// <param name="Text">What to know about it.</param>
/// <param name="Command">What is typed after <c>./build.sh</c>.</param>
/// <param name="Fails">Whether that is what it is to do.</param>
sealed record TourStep(string Title, string Text, string Command, bool Fails = false)
{
    /// <summary>A whole life of the demo app.</summary>
    /// <param name="fingerprint">The host key of production's server, as its owner says it is.</param>
    public static IReadOnlyList<TourStep> All(string fingerprint) =>
    [
        new("Add a server", "Its host key is accepted once, by its fingerprint; on a terminal without it there is a question. Engine, rights, space and ports are checked, and the reverse proxy is made.",
            $"AddServer --server web1 --server-name shop --server-fingerprint {fingerprint}"),
        new("See what a deploy would do", "The plan is the one that the deploy performs. Nothing is changed.", "PlanProduction"),
        new("Deploy everything", "Both servers at once, after the build's own tests. The image is built once.", "DeployAll --app-version 1"),
        new("See what runs", "", "StatusAll"),
        new("Read a log", "", "LogsStaging --tail 4"),
        new("Deploy a version that is broken", "It never becomes healthy. Nothing of it is routed, the old version serves all the while, the build fails.",
            "DeployProduction --app-version 2 --broken --skip Test", Fails: true),
        new("Deploy it mended", "", "DeployProduction --app-version 2 --skip Test"),
        new("See what can be gone back to", "", "HistoryProduction"),
        new("Go back by hand", "The containers are there still: they are started, awaited and routed, with the guarantees of a deploy.", "RollbackProduction"),
        new("Run a command in a container", "Its exit code is the build's.", "ExecProduction --command \"dotnet --list-runtimes\""),
        new("See the servers", "", "ListServers"),
        new("Stop it", "The hosts answer 503 until the next deployment.", "StopProduction"),
        new("Clear up", "", "Prune --keep 1"),
        new("Remove the server", "", "RemoveServer --server-name shop"),
    ];
}

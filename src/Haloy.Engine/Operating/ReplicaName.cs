using System;

namespace Haloy.Engine.Operating;

/// <summary>How people name one of an app's containers.</summary>
internal static class ReplicaName
{
    /// <summary>Whether a container is meant: by its name or the end of it, such as <c>r2</c>, or by the beginning of its id.</summary>
    public static bool Means(string wanted, string name, string id) =>
        wanted.Length > 0 && (name == wanted || name.EndsWith("-" + wanted, StringComparison.Ordinal) || id.StartsWith(wanted, StringComparison.Ordinal));

    /// <summary>
    /// The shortest name that tells a container from the app's others: <c>k3x9-r2</c> of <c>my-app-20261122-041530-k3x9-r2</c>,
    /// the whole name where it has no deployment in it.
    /// </summary>
    public static string Short(string name, string app, string? deployment)
    {
        if (deployment is null || !name.StartsWith($"{app}-{deployment}", StringComparison.Ordinal))
            return name;
        return deployment[(deployment.LastIndexOf('-') + 1)..] + name[(app.Length + 1 + deployment.Length)..];
    }
}

using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;

namespace Haloy.Engine.Operating;

/// <summary>The disk on which a server's engine keeps images and containers.</summary>
/// <param name="Free">Bytes that are free.</param>
/// <param name="Total">Its size in bytes.</param>
public sealed record DiskSpace(long Free, long Total)
{
    /// <summary>Less than this is too little for an image of the usual size.</summary>
    internal const long Least = 500_000_000;

    /// <summary>Asks the server itself: the engine's API does not tell. Null: this login may not look.</summary>
    internal static async Task<DiskSpace?> OfAsync(DeployServer server, CancellationToken ct)
    {
        var root = server.Info.DockerRootDir.Length > 0 ? server.Info.DockerRootDir : "/";
        return Parse(await server.RunAsync($"df -Pk '{root.Replace("'", @"'\''", StringComparison.Ordinal)}' 2>/dev/null || df -Pk /", ct) ?? "");
    }

    /// <summary>Reads what <c>df -Pk</c> says: the second line's second and fourth words.</summary>
    internal static DiskSpace? Parse(string answer)
    {
        var words = (answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 6 && long.TryParse(words[1], CultureInfo.InvariantCulture, out var total) && long.TryParse(words[3], CultureInfo.InvariantCulture, out var free)
            ? new(free * 1024, total * 1024)
            : null;
    }
}

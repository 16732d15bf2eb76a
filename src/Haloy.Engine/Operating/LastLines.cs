using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Operating;

/// <summary>What a container said last, for an error's sake.</summary>
internal static class LastLines
{
    /// <summary>Its last three lines in one.</summary>
    public static async Task<string> OfAsync(DockerEngine engine, string id, CancellationToken ct)
    {
        var lines = new List<string>();
        await foreach (var line in engine.LogsAsync(id, new LogQuery { Tail = 3 }, ct))
            lines.Add(line.Text);
        return string.Join(" / ", lines);
    }
}

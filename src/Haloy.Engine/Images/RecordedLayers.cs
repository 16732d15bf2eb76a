using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>
/// The layers of images of which the server's engine does not tell them: with containerd's store, those that were loaded on
/// a base that it has in another form, as registries give it. The containers that run such an image say what it is made of.
/// </summary>
internal static class RecordedLayers
{
    // Planning.Labels.Layers, which this room does not know.
    private const string Label = "haloy.layers";

    /// <summary>The label's value.</summary>
    public static string Text(IReadOnlyList<string> diffIds) => string.Join(' ', diffIds);

    /// <summary>The layers that containers of the server tell of: a container keeps all layers below its own.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(DockerEngine server, CancellationToken ct) =>
        [.. (await server.ListContainersAsync(all: true, [Label], ct))
            .Select(container => container.Labels[Label]).Distinct().Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}

using System.Collections.Generic;
using System.Linq;

namespace Haloy.Engine.Docker.Wire;

internal sealed record DiskUsageJson
{
    public long LayersSize { get; init; }

    public List<UsedImageJson>? Images { get; init; }

    public List<UsedContainerJson>? Containers { get; init; }

    public List<UsedCacheJson>? BuildCache { get; init; }

    public EngineDiskUsage ToUsage() => new(
        (Images ?? []).Where(image => image.Containers == 0).Sum(image => image.Size - System.Math.Max(0, image.SharedSize)),
        (BuildCache ?? []).Where(entry => !entry.InUse).Sum(entry => entry.Size),
        (Containers ?? []).Where(container => container.State is not ("running" or "paused" or "restarting")).Sum(container => container.SizeRw));
}

internal sealed record UsedImageJson
{
    public long Size { get; init; }

    /// <summary>What other images have too; −1 where the engine did not look.</summary>
    public long SharedSize { get; init; }

    /// <summary>How many containers use it; −1 where the engine did not look.</summary>
    public long Containers { get; init; }
}

internal sealed record UsedContainerJson
{
    public string? State { get; init; }

    public long SizeRw { get; init; }
}

internal sealed record UsedCacheJson
{
    public bool InUse { get; init; }

    public long Size { get; init; }
}

using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>What the engine says it loaded. Inspect it before believing it: an image can be there and be broken.</summary>
/// <param name="References">The references of images that have one.</param>
/// <param name="Ids">The ids of images that have no reference.</param>
public sealed record ImageLoadResult(IReadOnlyList<string> References, IReadOnlyList<string> Ids);

using System;
using System.IO;

namespace Haloy.Engine.Images;

/// <summary>A layer of an image.</summary>
/// <param name="DiffId">The digest of its tar, <c>sha256:…</c>.</param>
/// <param name="Size">The length of its tar.</param>
/// <param name="Open">Opens its tar, not compressed; seekable, and for several readers at once.</param>
internal sealed record ImageLayer(string DiffId, long Size, Func<Stream> Open);

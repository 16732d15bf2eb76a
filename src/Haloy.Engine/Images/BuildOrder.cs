using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Images;

/// <summary>A build that is wanted. Equal orders are one build.</summary>
/// <param name="Reference">What the image is called.</param>
/// <param name="Builder">How it is built.</param>
/// <param name="Platform">What it is for, such as <c>linux/amd64</c>.</param>
/// <param name="Args">The build arguments, in order; their values may differ between targets whose settings are the same.</param>
internal sealed record BuildOrder(string Reference, BuilderSpec Builder, string Platform, EquatableArray<BuildArgument> Args = default);

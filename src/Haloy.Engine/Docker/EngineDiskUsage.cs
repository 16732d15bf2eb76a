namespace Haloy.Engine.Docker;

/// <summary>What an engine could free without losing what is used, in bytes.</summary>
/// <param name="UnusedImages">Of images that no container uses.</param>
/// <param name="BuildCache">Of the build cache.</param>
/// <param name="StoppedContainers">Of containers that do not run.</param>
public sealed record EngineDiskUsage(long UnusedImages, long BuildCache, long StoppedContainers);

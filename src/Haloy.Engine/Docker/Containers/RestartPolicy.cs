namespace Haloy.Engine.Docker;

/// <summary>When the engine restarts a container that exited.</summary>
/// <param name="Name"><c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</param>
/// <param name="MaximumRetryCount">How often at most, for <c>on-failure</c>; null: without end.</param>
public sealed record RestartPolicy(string Name, int? MaximumRetryCount = null);

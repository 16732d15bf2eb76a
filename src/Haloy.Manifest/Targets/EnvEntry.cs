namespace Haloy.Manifest.Targets;

/// <summary>One variable of the container's environment.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Source">Where its value comes from.</param>
/// <param name="BuildArg">Whether it is a build argument too.</param>
public sealed record EnvEntry(string Name, ValueSource Source, bool BuildArg = false);

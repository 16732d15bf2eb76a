namespace Haloy.Engine.Docker;

/// <summary>A command that has run in a container.</summary>
/// <param name="ExitCode">What it exited with.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record ExecResult(int ExitCode, string Output, string Error);

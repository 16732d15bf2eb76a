using System.Collections.Generic;

namespace Haloy.Testing.Docker;

/// <summary>A command run in a container of the fake engine.</summary>
/// <param name="Container">Where it runs.</param>
/// <param name="Cmd">The command and its arguments.</param>
/// <param name="Input">All of its standard input; empty when it has none.</param>
public sealed record FakeExec(FakeContainer Container, IReadOnlyList<string> Cmd, string Input);

/// <summary>What such a command does.</summary>
/// <param name="ExitCode">What it exits with.</param>
/// <param name="Output">What it writes to standard output.</param>
/// <param name="Error">What it writes to standard error.</param>
public sealed record FakeExecResult(int ExitCode, string Output = "", string Error = "");

using System;

namespace Haloy.Testing.Lab;

/// <summary>What a command left behind.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The output, or an exception that shows everything the command said.</summary>
    public string OutputOrThrow() => Succeeded
        ? Output
        : throw new InvalidOperationException($"'{Command}' ended with {ExitCode}:{Environment.NewLine}{Output}{Error}");
}

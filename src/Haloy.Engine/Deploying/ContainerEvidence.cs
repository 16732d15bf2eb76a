using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Haloy.Engine.Deploying;

/// <summary>Why a container is not ready: what was expected, what was seen, what it said last (spec/deploying.md §5).</summary>
public sealed record ContainerEvidence
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>What was waited for.</summary>
    public required string Expected { get; init; }

    /// <summary>What was seen instead.</summary>
    public required string Seen { get; init; }

    /// <summary>The exit code; null: it still runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether the kernel ended it for lack of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The last output of the image's own health check.</summary>
    public string? HealthOutput { get; init; }

    /// <summary>The container's last log lines.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Container} did not become ready: expected {Expected}, but {Seen}.");
        if (ExitCode is { } code)
            text.Append(CultureInfo.InvariantCulture, $" It ended with exit code {code}{(OutOfMemory ? ", out of memory" : "")}.");
        if (HealthOutput is { Length: > 0 })
            text.Append("\nIts health check said: ").Append(HealthOutput.Trim());
        if (LastLines.Count == 0)
            return text.Append("\nIt logged nothing.").ToString();
        text.Append(CultureInfo.InvariantCulture, $"\nIts last {(LastLines.Count == 1 ? "log line" : $"{LastLines.Count} log lines")}:");
        foreach (var line in LastLines)
            text.Append("\n    ").Append(line);
        return text.ToString();
    }
}

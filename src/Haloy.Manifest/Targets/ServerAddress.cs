namespace Haloy.Manifest.Targets;

/// <summary><c>server</c>: where a target is deployed to.</summary>
public sealed record ServerAddress
{
    /// <summary>The text of the file, trimmed; the resolved form shows it.</summary>
    public required string Text { get; init; }

    /// <summary>The host part: a host name, an address, an alias of ssh_config, or a name stored with AddServer. Lower case.</summary>
    public required string Host { get; init; }

    /// <summary>The user to log in as; null: what ssh_config says.</summary>
    public string? User { get; init; }

    /// <summary>The port to connect to; null: what ssh_config says.</summary>
    public int? Port { get; init; }

    /// <summary>Whether it is this machine's own engine, reached without SSH.</summary>
    public bool IsLocal { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

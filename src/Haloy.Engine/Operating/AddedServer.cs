using Haloy.Engine.Servers;

namespace Haloy.Engine.Operating;

/// <summary>Which server is added, and how.</summary>
/// <param name="Server">The server, by the rules of <c>server</c>.</param>
/// <param name="Name">A name that <c>server</c> can say instead; null: none.</param>
/// <param name="Fingerprint">The fingerprint of the one host key that is accepted, without a question; null: somebody is asked.</param>
public sealed record AddServerOptions(string Server, string? Name = null, string? Fingerprint = null);

/// <summary>The question whether a host key is the server's.</summary>
/// <param name="Server">The server, as it was named.</param>
/// <param name="Key">The key that it shows.</param>
public sealed record HostKeyQuestion(string Server, HostKey Key);

/// <summary>A server that can be deployed to now.</summary>
public sealed record AddedServer
{
    /// <summary>The server, as it was named.</summary>
    public required string Server { get; init; }

    /// <summary>The name that was stored for it; null: none was wanted.</summary>
    public string? Name { get; init; }

    /// <summary>What the name stood for before; null: nothing, or the same.</summary>
    public string? NameWasFor { get; init; }

    /// <summary>The host key that was accepted; null: it was known already, or there is no SSH.</summary>
    public HostKey? AcceptedKey { get; init; }

    /// <summary>The file that the host key was stored in; null: none was.</summary>
    public string? StoredIn { get; init; }

    /// <summary>The engine's version.</summary>
    public required string Engine { get; init; }

    /// <summary>What its images are built for, such as <c>linux/amd64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Its disk; null: this login may not look.</summary>
    public DiskSpace? Disk { get; init; }

    /// <summary>Whether the proxy was there and ran already.</summary>
    public required bool ProxyRan { get; init; }
}

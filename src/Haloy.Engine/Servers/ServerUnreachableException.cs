using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>A server cannot be reached, or not any more. The message says what, where and what to do.</summary>
public sealed class ServerUnreachableException : HaloyException
{
    internal ServerUnreachableException(
        ServerAddress address, UnreachableReason reason, string what, string? remedy, IEnumerable<string>? evidence = null)
        : base(Compose(address, what, remedy, evidence))
    {
        Address = address;
        Reason = reason;
        What = what;
        Remedy = remedy;
        Evidence = evidence?.ToImmutableArray() ?? [];
    }

    /// <summary>The server.</summary>
    public ServerAddress Address { get; }

    /// <summary>The kind of trouble.</summary>
    public UnreachableReason Reason { get; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string What { get; }

    /// <summary>What to do about it; null: nothing is known to help.</summary>
    public string? Remedy { get; }

    /// <summary>What ssh said, without its debug lines.</summary>
    public ImmutableArray<string> Evidence { get; }

    /// <summary>The key that the server offered, when it is about a host key.</summary>
    public HostKey? OfferedKey { get; internal init; }

    private static string Compose(ServerAddress address, string what, string? remedy, IEnumerable<string>? evidence)
    {
        var text = new StringBuilder($"server {address}: {what}");
        if (remedy is not null)
            text.Append('\n').Append(remedy);
        foreach (var line in evidence ?? [])
            text.Append("\n    ssh: ").Append(line);
        return text.ToString();
    }
}

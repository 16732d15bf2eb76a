using System;
using System.Security.Cryptography;

namespace Haloy.Engine.Servers;

/// <summary>A host key as a person compares it.</summary>
/// <param name="Type">Such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint">Such as <c>SHA256:…</c>.</param>
public sealed record HostKey(string Type, string Fingerprint)
{
    /// <summary>The key of a line of known_hosts; null: it is no such line.</summary>
    internal static HostKey? OfLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[line.Length];
        return words is [var name, var type, var key, ..] && name[0] is not ('#' or '@') && Convert.TryFromBase64String(key, bytes, out var length)
            ? new HostKey(type, "SHA256:" + Convert.ToBase64String(SHA256.HashData(bytes.AsSpan(0, length))).TrimEnd('='))
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Fingerprint}";
}

/// <summary>A host key that a server has shown and nobody has accepted yet.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line that ssh writes into known_hosts for it: with its name for the host, hashed where the user wants that.</param>
public sealed record OfferedHostKey(HostKey Key, string Line);

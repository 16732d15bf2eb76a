using System;
using System.Linq;
using System.Text;

namespace Haloy.Engine.Servers;

/// <summary>
/// A private key's text as a CI job hands it in. ssh says no more than "error in libcrypto" of a key that it cannot use,
/// and not before the server has refused the login: what is wrong is found here, before anything is connected to.
/// </summary>
internal static class PrivateKeyText
{
    private const string OpenSshMagic = "openssh-key-v1\0";

    /// <summary>CI systems lose a key's last line break, or write the two characters \n for each; ssh then cannot read it.</summary>
    public static string Straightened(string text)
    {
        var lines = text.Contains('\n') ? text : text.Replace("\\n", "\n", StringComparison.Ordinal);
        return lines.Trim().Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    /// <summary>What is wrong with a key, as the end of a sentence that begins with its variable, and what to do; null: nothing that can be seen.</summary>
    public static (string What, string Remedy)? Problem(string text)
    {
        const string whole = "Put the whole file of the private key into it, from -----BEGIN to -----END, with its line breaks (or the path of such a file).";
        var lines = Straightened(text).TrimEnd('\n').Split('\n').Select(line => line.Trim()).ToArray();
        if (lines[0].StartsWith("ssh-", StringComparison.Ordinal) || lines[0].StartsWith("ecdsa-", StringComparison.Ordinal))
            return ("holds a public key", "The private key belongs there: the file without .pub, which begins with -----BEGIN.");
        if (Label(lines[0], "BEGIN") is not { } label || !label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            return ("holds no private key", whole);
        if (Label(lines[^1], "END") != label)
            return (lines.Length == 1 ? "has lost its line breaks" : "ends before the key does", whole);
        if (label == "ENCRYPTED PRIVATE KEY" || lines.Any(line => line.StartsWith("Proc-Type:", StringComparison.Ordinal) && line.EndsWith("ENCRYPTED", StringComparison.Ordinal)))
            return Locked;
        if (label != "OPENSSH PRIVATE KEY")
            return null;
        return Decoded(string.Concat(lines[1..^1])) is not { } bytes ? ("is damaged: what stands between BEGIN and END is no base 64", whole)
            : !Encoding.Latin1.GetString(bytes).StartsWith(OpenSshMagic, StringComparison.Ordinal) ? ("is damaged: it does not begin as OpenSSH's keys do", whole)
            : IsPlain(bytes) ? null
            : Locked;
    }

    private static (string, string) Locked { get; } =
        ("is locked with a passphrase, which nobody can type here", "Make a key without one for this job (ssh-keygen -t ed25519 -N '' -f deploy_key), and put deploy_key.pub into ~/.ssh/authorized_keys on the servers.");

    private static string? Label(string line, string edge) =>
        line.StartsWith($"-----{edge} ", StringComparison.Ordinal) && line.EndsWith("-----", StringComparison.Ordinal) && line.Length > edge.Length + 11
            ? line[(edge.Length + 6)..^5]
            : null;

    // After the magic comes the cipher's name, its length before it.
    private static bool IsPlain(byte[] bytes) =>
        bytes.AsSpan(OpenSshMagic.Length).StartsWith("\0\0\0\u0004none"u8);

    private static byte[]? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}

using System.IO;
using System.Runtime.Versioning;

namespace Haloy.Engine.Servers;

/// <summary>The paths in a tunnel's private directory.</summary>
/// <param name="ControlSocket">Where ssh listens for orders.</param>
/// <param name="Socket">Where the server's socket appears.</param>
/// <param name="PrivateKey">The key handed in; null: none.</param>
/// <param name="KnownHosts">The known hosts handed in; null: none.</param>
internal sealed record TunnelFiles(string ControlSocket, string Socket, string? PrivateKey = null, string? KnownHosts = null)
{
    [UnsupportedOSPlatform("windows")]
    public static TunnelFiles In(PrivateDirectory directory, ServerSettings settings) => new(
        directory.File("ctl"),
        directory.File("socket"),
        settings.PrivateKey is { } key ? directory.Write("key", KeyText(key)) : null,
        settings.KnownHosts is { } hosts ? directory.Write("known_hosts", Lines(hosts)) : null);

    /// <summary>ssh has read them when the connection stands; the sooner the key is off the disk the better.</summary>
    public void ForgetKeys()
    {
        if (PrivateKey is not null)
            File.Delete(PrivateKey);
        if (KnownHosts is not null)
            File.Delete(KnownHosts);
    }

    /// <summary>CI systems lose a key's last line break, or write the two characters \n for each; ssh then cannot read it.</summary>
    internal static string KeyText(string text)
    {
        var lines = text.Contains('\n') ? text : text.Replace("\\n", "\n", System.StringComparison.Ordinal);
        return Lines(lines.Trim());
    }

    private static string Lines(string text) =>
        text.Replace("\r\n", "\n", System.StringComparison.Ordinal).TrimEnd('\n') + "\n";
}

using System.IO;
using System.Runtime.Versioning;
using System.Text;

namespace Haloy.Engine.Servers;

/// <summary>The paths in a tunnel's private directory.</summary>
/// <param name="ControlSocket">Where ssh listens for orders.</param>
/// <param name="Socket">Where the server's socket appears.</param>
/// <param name="PrivateKey">The key handed in; null: none.</param>
/// <param name="KnownHosts">The known hosts handed in; null: none.</param>
/// <param name="Config">An ssh_config that names both and includes the user's own; null: nothing was handed in.</param>
internal sealed record TunnelFiles(
    string ControlSocket, string Socket, string? PrivateKey = null, string? KnownHosts = null, string? Config = null)
{
    [UnsupportedOSPlatform("windows")]
    public static TunnelFiles In(PrivateDirectory directory, ServerSettings settings)
    {
        var files = new TunnelFiles(
            directory.File("ctl"),
            directory.File("socket"),
            settings.PrivateKey is { } key ? directory.Write("key", PrivateKeyText.Straightened(key)) : null,
            settings.KnownHosts is { } hosts ? directory.Write("known_hosts", Lines(hosts)) : null);
        return files.PrivateKey is null && files.KnownHosts is null
            ? files
            : files with { Config = directory.Write("config", files.ConfigText(settings)) };
    }

    /// <summary>ssh has read them when the connection stands; the sooner the key is off the disk the better.</summary>
    public void ForgetKeys()
    {
        foreach (var file in new[] { PrivateKey, KnownHosts, Config })
        {
            if (file is not null)
                File.Delete(file);
        }
    }

    /// <summary>
    /// What was handed in goes before what the user has configured. It is a configuration and not a row of arguments,
    /// since ssh hands on only the former to the ssh that reaches a jump host.
    /// </summary>
    internal string ConfigText(ServerSettings settings)
    {
        var text = new StringBuilder();
        if (PrivateKey is not null)
            text.Append("IdentityFile ").Append(PrivateKey).Append("\nIdentitiesOnly yes\n");
        // In the place of the system's files: they are named again, and the user's own stay what ssh_config says.
        if (KnownHosts is not null)
            text.Append("GlobalKnownHostsFile ").Append(KnownHosts).Append(" /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2\n");
        return text.Append(settings.SshConfigFile is { } config ? $"Include \"{config}\"\n" : "Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\n").ToString();
    }

    private static string Lines(string text) =>
        text.Replace("\r\n", "\n", System.StringComparison.Ordinal).TrimEnd('\n') + "\n";
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>The lab's SSH keys and the configuration that knows every server by its name and host key.</summary>
internal sealed class LabKeys(string labDirectory)
{
    private readonly string _directory = Path.Combine(labDirectory, "ssh");

    public string ConfigFile => Path.Combine(_directory, "config");

    private string Identity => Path.Combine(_directory, "id_ed25519");

    private string KnownHosts => Path.Combine(_directory, "known_hosts");

    public async Task<string> AuthorizedKeyAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        FileModes.Set(_directory, FileModes.PrivateDirectory);
        await GenerateAsync(Identity, "haloy-lab", cancellationToken);
        return await File.ReadAllTextAsync(Identity + ".pub", cancellationToken);
    }

    public static async Task GenerateAsync(string file, string comment, CancellationToken cancellationToken)
    {
        if (File.Exists(file) && File.Exists(file + ".pub")) return;

        File.Delete(file);
        await Tool.OutputAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file], cancellationToken);
    }

    public void WriteConfig(IReadOnlyList<Machine> servers)
    {
        Replace(KnownHosts, string.Concat(servers.Select(server =>
            $"{server.Address} {string.Join(' ', File.ReadAllText(server.Files.HostKey + ".pub").Split(' ').Take(2))}\n")));

        var config = new StringBuilder();
        foreach (Machine server in servers)
        {
            config.Append($"""
                Host {server.Name} {server.Address}
                  HostName {server.Address}
                  Port 22

                """);
        }
        config.Append($"""
            Host *
              User root
              IdentityFile "{Identity}"
              IdentitiesOnly yes
              UserKnownHostsFile "{KnownHosts}"
              GlobalKnownHostsFile /dev/null
              StrictHostKeyChecking yes

            """);
        Replace(ConfigFile, config.ToString());
    }

    /// <summary>Whole or not at all: an ssh may be reading it.</summary>
    private static void Replace(string file, string content)
    {
        File.WriteAllText(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }
}

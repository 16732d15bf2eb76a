using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>The user's known_hosts, as ssh sees it for a server.</summary>
internal static partial class KnownHosts
{
    /// <summary>Adds a line to the file into which ssh itself would write.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="ServerUnreachableException">There is no such file, or it cannot be written.</exception>
    public static async Task<string> AddAsync(
        ServerAddress address, OfferedHostKey offered, ServerSettings settings, CancellationToken cancellationToken)
    {
        var file = FileIn(await ConfigurationAsync(address, settings, cancellationToken).ConfigureAwait(false));
        if (file is null or "none" or "/dev/null")
            throw Failed($"its ssh_config names no UserKnownHostsFile to store the host key in ({offered.Key}).");
        try
        {
            OwnersFile.CreateDirectoryOf(file);
            OwnersFile.Append(file, (EndsInsideALine(file) ? "\n" : "") + offered.Line + "\n");
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed($"its host key ({offered.Key}) cannot be stored in {file}: {e.Message}");
        }

        ServerUnreachableException Failed(string what) => new(
            address, UnreachableReason.BadConfiguration, what, $"Put this line where ssh looks for it, or into {ServerSettings.KnownHostsVariable}:\n    {offered.Line}");
    }

    /// <summary>The first of the files that <c>ssh -G</c> prints; it does not quote blanks, but every path is absolute.</summary>
    internal static string? FileIn(string configuration)
    {
        const string key = "userknownhostsfile ";
        var line = configuration.Split('\n').FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        return line is null ? null : NextPath().Split(line[key.Length..].Trim())[0];
    }

    private static bool EndsInsideALine(string file)
    {
        if (!File.Exists(file))
            return false;
        using var stream = File.OpenRead(file);
        if (stream.Length == 0)
            return false;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }

    private static async Task<string> ConfigurationAsync(ServerAddress address, ServerSettings settings, CancellationToken cancellationToken)
    {
        var command = SshCommandLine.Configuration(address, settings);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value;
        start.Environment.Remove(ServerSettings.PrivateKeyVariable);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0
                ? output
                : throw SshFailure.Explain(address, settings, [.. (await errors.ConfigureAwait(false)).Split('\n')], process.ExitCode);
        }
        catch (Win32Exception)
        {
            throw SshFailure.Explain(address, settings, [], 127);
        }
    }

    [GeneratedRegex(" (?=/|none$)")]
    private static partial Regex NextPath();
}

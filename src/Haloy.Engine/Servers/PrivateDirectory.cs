using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Haloy.Engine.Servers;

/// <summary>A directory that only this user can enter, with a path short enough for Unix sockets.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateDirectory : IDisposable
{
    /// <summary>A socket's path may have 103 bytes on macOS; ssh adds 17 to the control socket's while it makes it.</summary>
    public const int LongestBase = 60;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private PrivateDirectory(string path) => Path = path;

    public string Path { get; }

    /// <param name="runtimeDirectory">Where to make it; null: where the system wants such things.</param>
    public static PrivateDirectory Create(string? runtimeDirectory)
    {
        foreach (var directory in Bases(runtimeDirectory))
        {
            // Nobody can prepare a directory of this name beforehand; making it says nothing when it is there already.
            var path = System.IO.Path.Combine(directory, "haloy-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
            try
            {
                Directory.CreateDirectory(path, OwnerOnly);
                return new PrivateDirectory(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && directory != "/tmp")
            {
                // /tmp is next.
            }
        }

        throw new InvalidOperationException("the list of places ends with /tmp");
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that only this user can read.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        OwnersFile.Write(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The watchdog was faster.
        }
        catch (IOException)
        {
            // It is removing the same files right now.
        }
    }

    /// <summary>Whether ssh takes the path as it is, in options and on its command line, and sockets below it fit.</summary>
    internal static bool IsFit(string? path) =>
        path is { Length: > 1 and <= LongestBase } && path[0] == '/'
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '+' or ',');

    private static IEnumerable<string> Bases(string? runtimeDirectory)
    {
        var wanted = runtimeDirectory ?? Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (IsFit(wanted) && Directory.Exists(wanted))
            yield return wanted!;
        yield return "/tmp";
    }
}

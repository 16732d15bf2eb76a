using System;
using System.IO;

namespace Haloy.Engine.Servers;

/// <summary>Files and directories that only their owner can open, from their first moment on.</summary>
internal static class OwnersFile
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file.</summary>
    public static void Write(string path, string text) => Write(path, text, FileMode.CreateNew);

    /// <summary>Adds to a file, which is made when it is missing; one that is there keeps its rights.</summary>
    public static void Append(string path, string text) => Write(path, text, FileMode.Append);

    /// <summary>Makes the directory in which a file is to lie, when it is missing.</summary>
    public static void CreateDirectoryOf(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, File | UnixFileMode.UserExecute);
    }

    private static void Write(string path, string text, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}

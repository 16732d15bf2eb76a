using System;
using System.IO;

namespace Haloy.Testing.Lab;

/// <summary>Unix permissions; labs are made on Linux only, but the tests that ask whether they can be are compiled for all.</summary>
internal static class FileModes
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;

    public const UnixFileMode Program = PrivateDirectory | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}

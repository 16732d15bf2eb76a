using System;
using System.IO;

namespace Haloy.Engine.Tests.Secrets;

/// <summary>A directory with a configuration's files and with programs that stand in for the providers' own.</summary>
internal sealed class StandIn : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("hs-").FullName;

    public string File(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A program that notes each call's arguments, one call a line, and then runs a script.</summary>
    public string Program(string name, string script)
    {
        var path = File(name, $"#!/bin/sh\necho \"$*\" >> {Directory}/{name}.calls\n{script}\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    public string[] Calls(string name) => System.IO.File.ReadAllLines(Path.Combine(Directory, name + ".calls"));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}

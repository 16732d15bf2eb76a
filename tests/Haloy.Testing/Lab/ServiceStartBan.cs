using System;
using System.IO;

namespace Haloy.Testing.Lab;

/// <summary>
/// Debian starts a service as soon as its package is installed, unless this file forbids it. What was there before comes back
/// afterwards, also when a run that did not get that far is followed by another.
/// </summary>
internal sealed class ServiceStartBan : IDisposable
{
    private const string PolicyFile = "/usr/sbin/policy-rc.d";
    private const string SavedFile = PolicyFile + ".before-haloy-lab";
    private const string Ban = "#!/bin/sh\n# Written by the Haloy test lab while it installs packages.\nexit 101\n";

    private ServiceStartBan()
    {
    }

    public static ServiceStartBan Impose()
    {
        if (File.Exists(PolicyFile) && File.ReadAllText(PolicyFile) != Ban) File.Move(PolicyFile, SavedFile, overwrite: true);
        File.WriteAllText(PolicyFile, Ban);
        FileModes.Set(PolicyFile, FileModes.Program);
        return new ServiceStartBan();
    }

    public void Dispose()
    {
        if (File.Exists(SavedFile)) File.Move(SavedFile, PolicyFile, overwrite: true);
        else File.Delete(PolicyFile);
    }
}

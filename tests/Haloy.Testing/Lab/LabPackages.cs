using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>Brings the Debian packages that a lab needs. Installing a server must not start one: the lab starts its own.</summary>
internal sealed class LabPackages(Action<string> say)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    // For the whole machine: the ban on starting services is one file, and apt is one.
    private const string LockDirectory = "/run/haloy-lab-packages";

    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (LabRequirements.WhyUnavailable() is { } reason) throw new InvalidOperationException(reason);

        // Asked only with the lock: what is being unpacked looks as if it were there.
        using LabLock _ = await LabLock.TakeAsync(LockDirectory, $"{LockDirectory}/lock", cancellationToken);
        ImmutableArray<string> missing = LabRequirements.MissingPackages();
        if (missing.IsEmpty) return;

        say($"installing {string.Join(", ", missing)}");
        using (ServiceStartBan.Impose())
        {
            CommandResult installed = await InstallAsync(missing, cancellationToken);
            if (!installed.Succeeded)
            {
                // The lists are missing or older than the archive: only then are they worth their download.
                say("updating the package lists");
                (await AptAsync(["update"], cancellationToken)).OutputOrThrow();
                (await InstallAsync(missing, cancellationToken)).OutputOrThrow();
            }
        }

        if (LabRequirements.MissingPackages() is { IsEmpty: false } still)
            throw new InvalidOperationException($"Installed, and yet without its programs: {string.Join(", ", still)}.");
    }

    private Task<CommandResult> InstallAsync(ImmutableArray<string> packages, CancellationToken cancellationToken) =>
        AptAsync(["install", "--yes", "--no-install-recommends", .. packages], cancellationToken);

    /// <summary>apt waits for dpkg's lock when told to, but for the locks of its lists and its downloads it does not.</summary>
    private async Task<CommandResult> AptAsync(string[] arguments, CancellationToken cancellationToken)
    {
        CommandResult? result = null;
        await Readiness.WaitAsync("apt's locks are free", s_patience, async token =>
        {
            result = await Tool.RunAsync(["apt-get", "--quiet", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Options::=--force-confold", .. arguments], token);
            return result.Succeeded || !IsLocked(result);
        }, cancellationToken);
        return result!;
    }

    private static bool IsLocked(CommandResult result) =>
        new[] { "Could not get lock", "Unable to lock", "Unable to acquire the dpkg frontend lock" }.Any(text => result.Error.Contains(text, StringComparison.Ordinal));
}

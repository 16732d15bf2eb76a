using System;
using System.IO;
using System.Threading.Tasks;

namespace Haloy.Engine.Routing;

/// <summary>What came of trying to take a lock in the proxy.</summary>
/// <param name="Taken">The lock; null: it was not to be had.</param>
/// <param name="Holder">Who has it; null: nobody, or this proxy cannot hold locks.</param>
internal readonly record struct LockAttempt(ProxyLock? Taken, string? Holder);

/// <summary>A lock that a shell in the proxy has for us. It ends with the shell, and that with the connection.</summary>
internal sealed class ProxyLock(ProxyShell shell) : IAsyncDisposable
{
    /// <summary>Whether it is known to be gone, because the proxy was stopped or the connection cut.</summary>
    public bool IsLost => shell.HasEnded;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await shell.ReleaseAsync();
        }
        catch (Exception e) when (e is HaloyException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Its shell ended before, and the lock with it.
        }
    }
}

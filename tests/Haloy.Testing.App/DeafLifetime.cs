using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace Haloy.Testing.App;

/// <summary>An app that does not hear when it is asked to stop.</summary>
internal sealed class DeafLifetime : IHostLifetime
{
    private readonly PosixSignalRegistration[] _ignored =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true),
    ];

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (PosixSignalRegistration registration in _ignored) registration.Dispose();
        return Task.CompletedTask;
    }
}

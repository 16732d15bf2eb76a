using System;
using System.Threading.Tasks;

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>
/// Switches the servers of a test class off after its last test: the idle engines and apps of classes that were over, some of
/// which check their health every second or write lines, took about a third of two cores near the end.
/// </summary>
public sealed class OwnServers(LabFixture fixture) : IAsyncDisposable
{
    private readonly string _class = LabFixture.CurrentClass;

    public async ValueTask DisposeAsync() => await fixture.LeaveAsync(_class);
}

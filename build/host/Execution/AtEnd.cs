namespace Nuke.Common.Execution;

/// <summary>Something to do when a block is left.</summary>
internal sealed class AtEnd(Action action) : IDisposable
{
    public void Dispose()
        => action();
}

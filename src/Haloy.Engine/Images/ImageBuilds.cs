using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>An image that was built.</summary>
/// <param name="Reference">What it is called.</param>
/// <param name="Id">Its id where it was built.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Digest">Its digest in the registry that it was pushed to; null: it was not.</param>
internal sealed record BuiltImage(string Reference, string Id, TimeSpan Took, string? Digest = null)
{
    /// <summary>Whether this run built it; otherwise it was there.</summary>
    public bool Built { get; init; } = true;
}

/// <summary>
/// The images that a run builds: each distinct one once, however many targets and servers want it at the same time. One
/// after another: two builds of one machine only take each other's time and mix their output.
/// </summary>
internal sealed class ImageBuilds : IDisposable
{
    private readonly Once<BuildOrder, BuiltImage> _builds = new(isFinal: _ => true);
    private readonly ConcurrentQueue<BuiltImage> _done = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What was built, in order.</summary>
    public IReadOnlyList<BuiltImage> Done => [.. _done];

    /// <summary>The image of an order. A build that failed is not tried again.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="build">Builds it, and pushes it where that is its way.</param>
    /// <param name="ct">Ends it.</param>
    public Task<BuiltImage> GetAsync(BuildOrder order, Func<CancellationToken, Task<BuiltImage>> build, CancellationToken ct) =>
        _builds.GetAsync(order, token => InTurnAsync(build, token), ct);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<BuiltImage> InTurnAsync(Func<CancellationToken, Task<BuiltImage>> build, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var built = await build(ct);
            _done.Enqueue(built);
            return built;
        }
        finally
        {
            _turn.Release();
        }
    }
}

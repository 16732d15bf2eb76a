using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Images;

/// <summary>What a run makes once per key: whoever asks while it is being made waits for the same.</summary>
/// <param name="isFinal">Whether what failed so stays failed; otherwise whoever asks next tries again, as after an interruption.</param>
internal sealed class Once<TKey, T>(Func<Exception, bool> isFinal)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<T>>> _made = new();

    /// <summary>All that was begun.</summary>
    public IEnumerable<Task<T>> Begun => _made.Values.Where(lazy => lazy.IsValueCreated).Select(lazy => lazy.Value);

    public async Task<T> GetAsync(TKey key, Func<CancellationToken, Task<T>> make, CancellationToken ct)
    {
        var wanted = _made.GetOrAdd(key, _ => new(() => make(ct)));
        try
        {
            return await wanted.Value;
        }
        catch (Exception e) when (e is OperationCanceledException || !isFinal(e))
        {
            _made.TryRemove(new(key, wanted));
            throw;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>A container's input and output. They end with the connection, and disposing this ends the connection.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is what a user of the engine calls it: two streams that stay attached.")]
public sealed class AttachedStream : IAsyncDisposable
{
    private readonly HijackedConnection _connection;

    internal AttachedStream(HijackedConnection connection) => _connection = connection;

    /// <summary>The container's standard input; what it no longer reads is dropped. Disposing it is <see cref="CloseInputAsync"/>.</summary>
    public Stream Input => _connection.Input;

    /// <summary>What the container writes, until it exits. To be read once.</summary>
    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(CancellationToken cancellationToken) => _connection.ReadOutputAsync(cancellationToken);

    /// <summary>Ends the input; the output stays open.</summary>
    public ValueTask CloseInputAsync(CancellationToken cancellationToken) => _connection.CloseInputAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}

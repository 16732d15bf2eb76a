using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>A connection that became a process's input and output.</summary>
internal sealed class HijackedConnection(EngineAnswer answer, OwnConnection connection, bool? isFramed) : IDisposable
{
    private bool _isInputClosed;

    public Stream Input => new InputStream(answer.Body, this);

    public IAsyncEnumerable<OutputChunk> ReadOutputAsync(CancellationToken cancellationToken) =>
        OutputFrames.ReadAsync(answer, isFramed, cancellationToken);

    public async ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        if (_isInputClosed)
            return;

        _isInputClosed = true;
        await connection.CloseSendAsync(cancellationToken);
    }

    public void Dispose()
    {
        answer.Dispose();
        connection.Dispose();
    }
}

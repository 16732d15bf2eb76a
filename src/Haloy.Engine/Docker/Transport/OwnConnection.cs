using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>A connection for one request alone, so that its ends can be reached: half-closed, or read after sending failed.</summary>
internal sealed class OwnConnection(CountedStream stream, HttpMessageInvoker http) : IDisposable
{
    public HttpMessageInvoker Http => http;

    public bool IsSendBroken => stream.IsSendBroken;

    public ValueTask CloseSendAsync(CancellationToken cancellationToken) => stream.CloseSendAsync(cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        stream.Dispose();
    }
}

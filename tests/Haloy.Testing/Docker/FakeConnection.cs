using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Pipelines;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

/// <summary>The server's end of one connection: reads HTTP/1.1 requests one after another.</summary>
internal sealed class FakeConnection(DuplexStream stream)
{
    private readonly PipeReader _reader = PipeReader.Create(stream);

    public DuplexStream Stream => stream;

    /// <summary>What follows the request on the connection: the other side's input, once it was upgraded.</summary>
    public PipeReader Input => _reader;

    /// <summary>The next request; null when there is none.</summary>
    public async Task<FakeRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not { Length: > 0 } first)
            return null;

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var words = first.Split(' ');
        var target = words[1].Split('?', 2);
        var path = Uri.UnescapeDataString(target[0]);
        Version? version = null;
        if (path.StartsWith("/v1.", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 1);
            version = Version.Parse(path[2..slash]);
            path = path[slash..];
        }

        return new FakeRequest
        {
            Method = words[0],
            Path = path,
            Version = version,
            Query = Query(target.Length > 1 ? target[1] : ""),
            Headers = headers,
            Body = await BodyAsync(headers, cancellationToken),
        };
    }

    /// <summary>Cancels once the other side has closed the connection; of use only while no request is expected.</summary>
    public async Task WatchAsync(CancellationTokenSource gone)
    {
        try
        {
            while (true)
            {
                var result = await _reader.ReadAsync(gone.Token);
                _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Gone, or no longer watched.
        }

        await gone.CancelAsync();
    }

    private static Dictionary<string, string> Query(string text) => text
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : ""));

    private async Task<byte[]> BodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("content-length", out var length))
            return await BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        if (!headers.ContainsKey("transfer-encoding"))
            return [];

        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(await LineAsync(cancellationToken) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await BytesAsync(size, cancellationToken));
            await LineAsync(cancellationToken);
            if (size == 0)
                return body.ToArray();
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return [];

        var result = await _reader.ReadAtLeastAsync(count, cancellationToken);
        if (result.Buffer.Length < count)
            throw new IOException("The request was cut off");
        var bytes = result.Buffer.Slice(0, count).ToArray();
        _reader.AdvanceTo(result.Buffer.GetPosition(count));
        return bytes;
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }
}

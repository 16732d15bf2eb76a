using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

/// <summary>A request and the means to answer it.</summary>
internal sealed class FakeExchange(FakeRequest request, FakeConnection connection, bool cutsInsteadOfAnswering, CancellationToken cancellationToken)
{
    public FakeRequest Request => request;

    public FakeConnection Connection => connection;

    public CancellationToken Stopping => cancellationToken;

    /// <summary>Whether the connection is no longer one for requests.</summary>
    public bool IsUpgraded { get; private set; }

    public bool WasCut { get; private set; }

    public Task JsonAsync(int status, JsonNode body) => SendAsync(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));

    public Task ErrorAsync(int status, string message) => JsonAsync(status, new JsonObject { ["message"] = message });

    public Task StatusAsync(int status) => SendAsync(status, null, []);

    public Task SendAsync(int status, string? contentType, byte[] body, string extraHeaders = "")
    {
        var length = status is 204 or 304 ? "" : $"Content-Length: {body.Length}\r\n";
        var type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
        return WriteAsync([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\n{type}{length}{extraHeaders}\r\n"), .. body]);
    }

    public Task BeginChunksAsync(string contentType) =>
        WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n"));

    public Task ChunkAsync(byte[] bytes) =>
        WriteAsync([.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, .. "\r\n"u8]);

    public Task ChunkAsync(JsonNode json) => ChunkAsync(Encoding.UTF8.GetBytes(json.ToJsonString() + "\r\n"));

    public Task EndChunksAsync() => WriteAsync("0\r\n\r\n"u8.ToArray());

    /// <summary>What the engine calls output: before API 1.42 both kinds are raw.</summary>
    public string OutputType(bool hasTerminal) => hasTerminal || request.Version < new Version(1, 42)
        ? "application/vnd.docker.raw-stream"
        : "application/vnd.docker.multiplexed-stream";

    public Task UpgradeAsync(bool hasTerminal)
    {
        IsUpgraded = true;
        return WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 UPGRADED\r\nContent-Type: {OutputType(hasTerminal)}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"));
    }

    /// <summary>A piece of output with its header, as it travels without a terminal.</summary>
    public static byte[] Frame(bool isError, byte[] bytes)
    {
        var frame = new byte[8 + bytes.Length];
        frame[0] = (byte)(isError ? 2 : 1);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)bytes.Length);
        bytes.CopyTo(frame, 8);
        return frame;
    }

    public async Task WriteAsync(byte[] bytes)
    {
        if (cutsInsteadOfAnswering)
        {
            WasCut = true;
            connection.Stream.Cut();
            return;
        }

        await connection.Stream.WriteAsync(bytes, cancellationToken);
    }
}

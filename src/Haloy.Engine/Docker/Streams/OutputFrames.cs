using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>
/// Divides a stream into standard output and standard error. With a terminal it is raw; otherwise each piece has a header
/// of eight bytes: which of the two, three zeros, its length. Engines before API 1.42 do not say which it is, so that the
/// first bytes have to.
/// </summary>
internal static class OutputFrames
{
    private const int HeaderLength = 8;
    private const int LongestChunk = 64 * 1024;

    public static async IAsyncEnumerable<OutputChunk> ReadAsync(EngineAnswer answer, bool? isFramed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = answer.Body;
        var header = new byte[HeaderLength];
        var filled = 0;
        while (filled < header.Length)
        {
            var count = await stream.ReadAsync(header.AsMemory(filled), cancellationToken);
            filled += count;
            isFramed = isFramed ?? (LooksFramed(header.AsSpan(0, filled)) ? null : false);
            if (isFramed == false)
                break;
            if (count == 0)
            {
                if (filled > 0)
                    throw CutOff(answer);
                yield break;
            }
        }

        if (isFramed == false)
        {
            if (filled > 0)
                yield return new OutputChunk(false, header.AsMemory(0, filled));
            await foreach (var chunk in ReadRawAsync(stream, cancellationToken))
                yield return chunk;
            yield break;
        }

        do
        {
            var isError = header[0] >= 2;
            var left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            while (left > 0)
            {
                var bytes = new byte[Math.Min(left, LongestChunk)];
                if (await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) < bytes.Length)
                    throw CutOff(answer);
                left -= (uint)bytes.Length;
                yield return new OutputChunk(isError, bytes);
            }

            header = new byte[HeaderLength];
            filled = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        }
        while (filled == HeaderLength);

        if (filled > 0)
            throw CutOff(answer);
    }

    private static async IAsyncEnumerable<OutputChunk> ReadRawAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestChunk];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            yield return new OutputChunk(false, buffer.AsMemory(0, count).ToArray());
    }

    private static bool LooksFramed(ReadOnlySpan<byte> start)
    {
        for (var i = 0; i < Math.Min(start.Length, 4); i++)
        {
            if (start[i] > (i == 0 ? 3 : 0))
                return false;
        }

        return true;
    }

    private static DockerUnreachableException CutOff(EngineAnswer answer) =>
        new(answer.Request.ToString(), "the connection ended in the middle of the output");
}

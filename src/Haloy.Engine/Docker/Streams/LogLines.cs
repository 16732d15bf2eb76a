using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

/// <summary>Puts lines together out of the pieces that standard output and standard error come in.</summary>
internal sealed class LogLines(bool hasTimestamps)
{
    /// <summary>A longer line is divided: nobody's memory is at a container's mercy.</summary>
    private const int LongestLine = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();

    /// <summary>The lines that a piece completes.</summary>
    public IEnumerable<LogLine> Add(OutputChunk chunk)
    {
        var open = chunk.IsError ? _error : _output;
        var rest = chunk.Bytes;
        while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            open.Write(rest.Span[..end]);
            yield return Take(open, chunk.IsError);
            rest = rest[(end + 1)..];
        }

        open.Write(rest.Span);
        if (open.WrittenCount > LongestLine)
            yield return Take(open, chunk.IsError);
    }

    /// <summary>What was left without a line end.</summary>
    public IEnumerable<LogLine> Rest()
    {
        if (_output.WrittenCount > 0)
            yield return Take(_output, isError: false);
        if (_error.WrittenCount > 0)
            yield return Take(_error, isError: true);
    }

    private LogLine Take(ArrayBufferWriter<byte> open, bool isError)
    {
        var text = Encoding.UTF8.GetString(open.WrittenSpan).TrimEnd('\r');
        open.ResetWrittenCount();
        if (!hasTimestamps)
            return new LogLine(isError, text, null);

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && EngineTimeConverter.Parse(text[..space]) is { } time
            ? new LogLine(isError, text[(space + 1)..], time)
            : new LogLine(isError, text, null);
    }
}

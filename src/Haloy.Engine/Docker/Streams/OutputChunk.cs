using System;
using System.Text;

namespace Haloy.Engine.Docker;

/// <summary>A piece of what a process wrote, as it came; it may end anywhere.</summary>
/// <param name="IsError">Whether it was written to standard error; never so with a terminal.</param>
/// <param name="Bytes">What was written.</param>
public readonly record struct OutputChunk(bool IsError, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes read as UTF-8.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}

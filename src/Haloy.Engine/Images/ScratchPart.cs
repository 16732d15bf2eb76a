using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace Haloy.Engine.Images;

/// <summary>A part of a <see cref="ScratchFile"/>; several can read it at the same time.</summary>
internal sealed record ScratchPart(SafeFileHandle File, long Start, long Length)
{
    public Stream Open() => new PartStream(this);

    /// <summary>The whole part, for the small ones.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken ct)
    {
        var content = new byte[Length];
        await using var stream = Open();
        await stream.ReadExactlyAsync(content, ct);
        return content;
    }

    private sealed class PartStream(ScratchPart part) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => part.Length;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer) =>
            Past(RandomAccess.Read(part.File, buffer[..Within(buffer.Length)], part.Start + Position));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Past(await RandomAccess.ReadAsync(part.File, buffer[..Within(buffer.Length)], part.Start + Position, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Current => Position,
            SeekOrigin.End => Length,
            _ => 0,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Within(int wanted) => (int)Math.Clamp(Length - Position, 0, wanted);

        private int Past(int count)
        {
            Position += count;
            return count;
        }
    }
}

using System;
using System.Buffers.Binary;
using System.Text;

namespace Haloy.Engine.Images;

/// <summary>The header of a file in a tar, for a tar that is put together of parts; TarWriter writes headers and contents only together.</summary>
internal static class TarHeader
{
    public const int Block = 512;

    private const long LargestOctal = 0x1_FFFF_FFFF;

    /// <param name="name">At most 100 ASCII characters.</param>
    /// <param name="size">The length of the content.</param>
    public static byte[] Of(string name, long size)
    {
        var header = new byte[Block];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Octal(header, 100, 8, 0x1A4); // rw-r--r--
        Octal(header, 108, 8, 0);
        Octal(header, 116, 8, 0);
        if (size <= LargestOctal)
            Octal(header, 124, 12, size);
        else
        {
            // As GNU and Go have it: the first bit says that the number is binary.
            header[124] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128, 8), size);
        }
        Octal(header, 136, 12, 0);
        header[156] = (byte)'0';
        Encoding.ASCII.GetBytes("ustar  \0").CopyTo(header, 257);

        // It counts with blanks in its own place.
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Octal(header, 148, 7, sum);
        return header;
    }

    private static void Octal(byte[] header, int start, int length, long value)
    {
        for (var i = start + length - 2; i >= start; i--, value >>= 3)
            header[i] = (byte)('0' + (value & 7));
        header[start + length - 1] = 0;
    }
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace Haloy.Engine.Planning;

/// <summary>An IPv4 range in CIDR form.</summary>
/// <param name="First">The first address as a number.</param>
/// <param name="PrefixLength">0…32.</param>
public readonly record struct Subnet(uint First, int PrefixLength)
{
    /// <summary>How many addresses it has.</summary>
    public ulong Size => 1UL << (32 - PrefixLength);

    /// <summary>Reads <c>10.210.0.0/16</c>.</summary>
    /// <returns>The range, or null when the text is not an IPv4 one.</returns>
    public static Subnet? Parse(string? text)
    {
        if (text?.Split('/') is not [var address, var prefix]
            || !int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32
            || ToNumber(address) is not { } number)
            return null;
        return new(length == 0 ? 0 : number & (uint.MaxValue << (32 - length)), length);
    }

    /// <summary>Whether the ranges share an address.</summary>
    public bool Overlaps(Subnet other) => First < other.First + other.Size && other.First < First + Size;

    /// <summary>The addresses from an offset on, without the last (the broadcast address).</summary>
    public IEnumerable<string> AddressesFrom(uint offset)
    {
        for (ulong i = offset; i < Size - 1; i++)
            yield return ToText((uint)(First + i));
    }

    /// <summary>The address at an offset.</summary>
    public string At(uint offset) => ToText(First + offset);

    /// <inheritdoc/>
    public override string ToString() => ToText(First) + "/" + PrefixLength.ToString(CultureInfo.InvariantCulture);

    private static uint? ToNumber(string text) =>
        IPAddress.TryParse(text, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(ip.GetAddressBytes())
            : null;

    private static string ToText(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}

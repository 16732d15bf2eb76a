using System.ComponentModel;
using System.Globalization;
using Nuke.Common.Utilities;

namespace Nuke.Common.IO;

/// <summary>A rooted path, normalised. <c>/</c> appends a part; it converts to and from string by itself.</summary>
[TypeConverter(typeof(TypeConverter))]
public sealed class AbsolutePath : IFormattable
{
    private readonly string _path;

    private AbsolutePath(string path)
        => _path = path;

    public string Name => Path.GetFileName(_path);
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);
    public string Extension => Path.GetExtension(_path);
    public AbsolutePath Parent => Path.GetDirectoryName(_path);

    private static StringComparison Comparison
        => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public static AbsolutePath Create(string path)
    {
        Assert.True(Path.IsPathRooted(path), $"Path '{path}' must be rooted");
        var full = Path.GetFullPath(path);
        return new(full.Length > Path.GetPathRoot(full).Length ? full.TrimEnd(Path.DirectorySeparatorChar) : full);
    }

    public static implicit operator AbsolutePath(string path)
        => path == null ? null : Create(path);

    public static implicit operator string(AbsolutePath path)
        => path?._path;

    public static AbsolutePath operator /(AbsolutePath left, string right)
        => Create(Path.Combine(left.NotNull()._path, (right ?? "").TrimStart('/')));

    public static AbsolutePath operator +(AbsolutePath left, string right)
        => Create(left._path + right);

    public static bool operator ==(AbsolutePath one, AbsolutePath other)
        => string.Equals(one?._path, other?._path, Comparison);

    public static bool operator !=(AbsolutePath one, AbsolutePath other)
        => !(one == other);

    public override bool Equals(object obj)
        => obj is AbsolutePath other && this == other;

    public override int GetHashCode()
        => string.GetHashCode(_path, Comparison);

    public override string ToString()
        => _path;

    public string ToString(string format)
        => ToString(format, null);

    /// <param name="format"><c>d</c> double quotes, <c>dn</c> if needed; <c>s</c> single quotes, <c>sn</c> if needed; <c>nq</c> none.</param>
    /// <param name="formatProvider">Not used.</param>
    public string ToString(string format, IFormatProvider formatProvider)
        => format switch
        {
            "d" => _path.DoubleQuote(),
            "dn" => _path.DoubleQuoteIfNeeded(),
            "s" => _path.SingleQuote(),
            "sn" => _path.Contains(' ', StringComparison.Ordinal) ? _path.SingleQuote() : _path,
            _ => _path,
        };

    /// <summary>From words of the command line: relative to the working directory.</summary>
    public sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string path ? Create(Path.GetFullPath(path)) : base.ConvertFrom(context, culture, value);
    }
}

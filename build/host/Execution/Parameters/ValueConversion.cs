using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>Words into values.</summary>
internal static class ValueConversion
{
    /// <param name="whenEmpty">What a switch without a word, or an empty variable, is for a bool.</param>
    public static object Convert(IReadOnlyCollection<string> words, Type type, bool whenEmpty)
    {
        if (type.IsArray)
            return ToArray(words, type.GetElementType());

        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (words.Count > 1)
            throw new FormatException($"Value [ {string.Join(", ", words)} ] cannot be assigned to '{TypeName.Of(type)}'");

        var word = words.SingleOrDefault();
        if (string.IsNullOrEmpty(word))
            return scalar == typeof(bool) ? whenEmpty : null;

        return ToScalar(word, scalar, type);
    }

    private static Array ToArray(IReadOnlyCollection<string> words, Type element)
    {
        var array = Array.CreateInstance(element, words.Count);
        var index = 0;
        foreach (var word in words)
            array.SetValue(ToScalar(word, Nullable.GetUnderlyingType(element) ?? element, element), index++);
        return array;
    }

    private static object ToScalar(string word, Type scalar, Type shown)
    {
        try
        {
            return scalar == typeof(string)
                ? word
                : TypeDescriptor.GetConverter(scalar).ConvertFromString(null, CultureInfo.InvariantCulture, word);
        }
#pragma warning disable CA1031 // Converters throw whatever they like; what matters is that the word is no such value.
        catch (Exception)
#pragma warning restore CA1031
        {
            throw new FormatException($"Value '{word}' could not be converted to '{TypeName.Of(shown)}'");
        }
    }
}

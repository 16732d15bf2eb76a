using System;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Haloy.Schema.Tests.Validating;

/// <summary>What YAML's core schema takes a scalar for: that is what an editor hands to the schema.</summary>
internal static partial class CoreScalar
{
    public static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when text.StartsWith("0x", StringComparison.Ordinal) && Hexadecimal().IsMatch(text) =>
                Number(Convert.ToInt64(text[2..], 16).ToString(CultureInfo.InvariantCulture)),
            _ when text.StartsWith("0o", StringComparison.Ordinal) && Octal().IsMatch(text) =>
                Number(Convert.ToInt64(text[2..], 8).ToString(CultureInfo.InvariantCulture)),
            _ when Integer().IsMatch(text) => Number(WithoutLeadingZeros(text)),
            _ when Float().IsMatch(text) => JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>Whether JSON still has the text that was written; `010`, `3.0` and `True` are lost to it.</summary>
    public static bool KeepsItsText(YamlScalarNode scalar) =>
        ToJson(scalar) is not { } json || json.ToString() == scalar.Value;

    // Beyond 64 bits an editor goes on with a floating-point number.
    private static JsonNode Number(string digits) =>
        long.TryParse(digits, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(double.Parse(digits, CultureInfo.InvariantCulture));

    private static string WithoutLeadingZeros(string text)
    {
        var digits = text.TrimStart('+', '-').TrimStart('0');
        return (text[0] == '-' ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    [GeneratedRegex(@"^0x[0-9a-fA-F]{1,15}\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^0o[0-7]{1,20}\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?\z")]
    private static partial Regex Float();
}

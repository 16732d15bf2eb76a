using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

/// <summary>RFC 3339 times with up to nine decimals; Go's zero time and an empty string mean "never", null.</summary>
internal sealed class EngineTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override bool HandleNull => true;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : null;

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToString("o", CultureInfo.InvariantCulture));

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1
            ? time
            : null;

    /// <summary>Seven decimals are what a tick can hold; more are cut off, not rounded.</summary>
    private static string? Shortened(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0)
            return text;

        var end = dot + 1;
        while (end < text!.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - dot - 1 <= 7 ? text : string.Concat(text.AsSpan(0, dot + 8), text.AsSpan(end));
    }
}

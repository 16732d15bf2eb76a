using System;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Secrets;

/// <summary>A text that cannot print itself: not in logs, not in JSON, not in a debugger's list.</summary>
/// <param name="value">The text.</param>
[DebuggerDisplay(Mask)]
[JsonConverter(typeof(MaskingConverter))]
public sealed class Secret(string value)
{
    /// <summary>What is shown instead.</summary>
    public const string Mask = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>The text itself, for those who hand it on to where it belongs.</summary>
    public string Reveal() => _value;

    /// <summary><see cref="Mask"/>.</summary>
    public override string ToString() => Mask;

    private sealed class MaskingConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Mask);
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>.nuke/parameters.json and the profiles beside it. Encrypted values (nuke :secrets) cannot be read here.</summary>
internal static class ParameterFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Lazy<IReadOnlyList<JsonElement>> Files = new(Read);

    /// <summary>Reads the files: what is wrong with them ends the run.</summary>
    public static void Require()
        => _ = Files.Value;

    public static object Find(string name, Type type, bool secret = false)
    {
        foreach (var file in Files.Value)
        {
            if (!file.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
                continue;

            Assert.False(secret, $"Secret '{name}' is set in a parameter file, which this host cannot decrypt. Set it in the environment instead.");
            return Convert(element, type);
        }

        return null;
    }

    private static List<JsonElement> Read()
    {
        var directory = NukeBuild.RootDirectory / ".nuke";
        var files = NukeBuild.LoadedLocalProfiles.Reverse().Select(x => directory / $"parameters.{x}.json").ToList();
        foreach (var file in files)
            Assert.FileExists(file);

        AbsolutePath shared = directory / "parameters.json";
        if (shared.FileExists())
            files.Add(shared);
        return [.. files.Select(x => JsonDocument.Parse(x.ReadAllText(), new() { CommentHandling = JsonCommentHandling.Skip }).RootElement)];
    }

    private static object Convert(JsonElement element, Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray && element.ValueKind == JsonValueKind.Array)
        {
            var items = element.EnumerateArray().ToList();
            var array = Array.CreateInstance(type.GetElementType(), items.Count);
            for (var i = 0; i < items.Count; i++)
                array.SetValue(Convert(items[i], type.GetElementType()), i);
            return array;
        }

        if (scalar == typeof(AbsolutePath))
            return (AbsolutePath)Path.Combine(NukeBuild.RootDirectory, element.GetString());
        if (scalar == typeof(string))
            return element.ToString();
        if (element.ValueKind == JsonValueKind.String)
            return TypeDescriptor.GetConverter(scalar).ConvertFromString(null, CultureInfo.InvariantCulture, element.GetString());
        return element.Deserialize(scalar, Options);
    }
}

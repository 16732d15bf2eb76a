using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Lab;

/// <summary>One version of the small app that tests deploy (its endpoints and switches: Haloy.Testing.App).</summary>
public sealed record AppImage(string Version)
{
    private const string HomeInImage = "app";

    public string Name { get; init; } = "haloy-lab/app";

    public string Reference => $"{Name}:{Version}";

    /// <summary>Baked into the image: FAIL_HEALTH, START_DELAY_MS and so on.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the image brings a HEALTHCHECK of its own (asks /health every second).</summary>
    public bool HasHealthCheck { get; init; }

    internal LabImage Create(LabImage aspNet)
    {
        JsonObject config = AspNetImage.Config(Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        config.Remove("Cmd");
        config["Entrypoint"] = new JsonArray("dotnet", $"/{HomeInImage}/Haloy.Testing.App.dll");
        config["WorkingDir"] = $"/{HomeInImage}";
        config["ExposedPorts"] = new JsonObject { ["8080/tcp"] = new JsonObject() };
        if (HasHealthCheck)
        {
            const long second = 1_000_000_000;
            config["Healthcheck"] = new JsonObject
            {
                ["Test"] = new JsonArray("CMD", "dotnet", $"/{HomeInImage}/Haloy.Testing.App.dll", "--check-health"),
                ["Interval"] = second,
                ["Timeout"] = 5 * second,
                ["Retries"] = 3,
            };
        }
        return LabImage.On(aspNet, Reference, config, ImageLayer.Of(AddProgram), ImageLayer.Of(layer => layer.Text($"{HomeInImage}/version", Version)));
    }

    private static void AddProgram(LayerWriter layer)
    {
        string built = Path.Combine(AppContext.BaseDirectory, "lab-app");
        IReadOnlyList<string> files = Directory.Exists(built) ? [.. Directory.GetFiles(built).Sorted()] : [];
        if (files.Count == 0) throw new FileNotFoundException($"The test app is not in {built}; its project is built with Haloy.Testing.");
        foreach (string file in files) layer.File($"{HomeInImage}/{Path.GetFileName(file)}", file);
    }
}

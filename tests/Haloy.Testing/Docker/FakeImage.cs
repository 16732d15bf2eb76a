using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Docker;

/// <summary>An image of the fake engine.</summary>
public sealed class FakeImage
{
    /// <summary><c>sha256:…</c></summary>
    public required string Id { get; init; }

    public List<string> RepoTags { get; } = [];

    public List<string> RepoDigests { get; } = [];

    public string Architecture { get; set; } = "amd64";

    public string Os { get; set; } = "linux";

    public List<string> Layers { get; } = [];

    /// <summary>The image's configuration in Docker's words: <c>ExposedPorts</c>, <c>Healthcheck</c>, <c>Labels</c>, <c>Env</c> …</summary>
    public JsonObject Config { get; set; } = [];

    public long Size { get; set; } = 1000;

    /// <summary>What saving it answers; empty unless it was loaded.</summary>
    public byte[] Tar { get; set; } = [];

    /// <summary>Gives it a health check, so that its containers start as <c>starting</c>.</summary>
    public FakeImage WithHealthcheck()
    {
        Config["Healthcheck"] = new JsonObject { ["Test"] = new JsonArray("CMD", "true") };
        return this;
    }

    /// <summary>Gives it a port, for example <c>8080/tcp</c>.</summary>
    public FakeImage Exposing(string port)
    {
        Config["ExposedPorts"] ??= new JsonObject();
        Config["ExposedPorts"]![port] = new JsonObject();
        return this;
    }

    /// <summary>The same image where nobody has named it.</summary>
    internal FakeImage Copy()
    {
        var copy = new FakeImage { Id = Id, Architecture = Architecture, Os = Os, Config = Config.DeepClone().AsObject(), Size = Size, Tar = Tar };
        copy.Layers.AddRange(Layers);
        return copy;
    }

    internal JsonObject Details() => new()
    {
        ["Id"] = Id,
        ["RepoTags"] = Array(RepoTags),
        ["RepoDigests"] = Array(RepoDigests),
        ["Created"] = "2026-01-02T03:04:05.123456789Z",
        ["Architecture"] = Architecture,
        ["Os"] = Os,
        ["Variant"] = "",
        ["Size"] = Size,
        ["RootFS"] = new JsonObject { ["Type"] = "layers", ["Layers"] = Array(Layers) },
        ["Config"] = Config.DeepClone(),
    };

    internal JsonObject Summary() => new()
    {
        ["Id"] = Id,
        ["RepoTags"] = Array(RepoTags),
        ["RepoDigests"] = Array(RepoDigests),
        ["Created"] = 1767323045,
        ["Size"] = Size,
        ["Labels"] = Config["Labels"]?.DeepClone(),
    };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}

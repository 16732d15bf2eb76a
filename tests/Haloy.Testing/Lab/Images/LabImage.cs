using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Lab;

/// <summary>An image as an engine takes it: a configuration and its layers.</summary>
public sealed class LabImage
{
    private LabImage(string reference, byte[] config, ImmutableArray<ImageLayer> layers)
    {
        Reference = reference;
        Config = config;
        Layers = layers;
        Manifest = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", Digest(config), config.Length),
            ["layers"] = new JsonArray([.. layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar", layer.Digest, layer.Size))]),
        });
    }

    /// <summary>Such as "caddy:2".</summary>
    public string Reference { get; }

    public ImmutableArray<ImageLayer> Layers { get; }

    /// <summary>The image whose layers are its first; an engine that has that one needs only the others.</summary>
    public LabImage? Base { get; private init; }

    /// <summary>The id that the engine gives it: its configuration's digest, or its manifest's where the engine keeps images in containerd.</summary>
    public IReadOnlyList<string> PossibleIds => [Digest(Config), Digest(Manifest)];

    internal byte[] Config { get; }

    internal byte[] Manifest { get; }

    /// <param name="config">What <c>docker inspect</c> shows under Config: Env, Cmd, ExposedPorts and so on.</param>
    internal static LabImage Create(string reference, JsonObject config, params ImmutableArray<ImageLayer> layers)
    {
        const string created = "2026-01-01T00:00:00Z";
        var json = new JsonObject
        {
            ["architecture"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
            ["os"] = "linux",
            ["created"] = created,
            ["config"] = config,
            ["rootfs"] = new JsonObject
            {
                ["type"] = "layers",
                ["diff_ids"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.Digest))]),
            },
            ["history"] = new JsonArray([.. layers.Select(_ => new JsonObject { ["created"] = created, ["created_by"] = "haloy-lab" })]),
        };
        return new LabImage(reference, JsonSerializer.SerializeToUtf8Bytes(json), layers);
    }

    /// <summary>Another image with one more layer, otherwise the same.</summary>
    public static LabImage On(LabImage below, string reference, ImageLayer layer) =>
        On(below, reference, JsonNode.Parse(below.Config)!["config"]!.DeepClone().AsObject(), layer);

    internal static LabImage On(LabImage below, string reference, JsonObject config, params ImmutableArray<ImageLayer> layers)
    {
        LabImage image = Create(reference, config, below.Layers.AddRange(layers));
        return new LabImage(reference, image.Config, image.Layers) { Base = below };
    }

    internal static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static JsonObject Descriptor(string type, string digest, long size) => new() { ["mediaType"] = type, ["digest"] = digest, ["size"] = size };
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Docker;

/// <summary>A request that the fake engine received.</summary>
public sealed record FakeRequest
{
    /// <summary>Its place among all requests, from 1; 0 until it has one.</summary>
    public int Number { get; init; }

    public required string Method { get; init; }

    /// <summary>The path without API version and query.</summary>
    public required string Path { get; init; }

    /// <summary>The API version that it was sent in; null for a ping.</summary>
    public required Version? Version { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public bool Upgrades => Headers.ContainsKey("upgrade");

    /// <summary>The body as JSON; an empty object when there is none.</summary>
    public JsonObject Json => Body.Length == 0 ? [] : JsonNode.Parse(Body)!.AsObject();

    /// <summary>The registry login that it carries, decoded; null when there is none.</summary>
    public string? RegistryAuth => Headers.TryGetValue("x-registry-auth", out var text)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')))
        : null;

    /// <summary>The path's parts, for example <c>containers</c>, <c>web</c>, <c>start</c>; an image's reference keeps its slashes.</summary>
    internal string[] Parts => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    internal bool Is(string key) => Query.GetValueOrDefault(key) is "true" or "1";

    internal string Get(string key) => Query.GetValueOrDefault(key, "");

    internal IReadOnlyDictionary<string, string[]> Filters => Query.TryGetValue("filters", out var json)
        ? JsonNode.Parse(json)!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.AsArray().Select(value => (string)value!).ToArray())
        : new Dictionary<string, string[]>();

    public override string ToString() => $"{Method} {Path}";
}

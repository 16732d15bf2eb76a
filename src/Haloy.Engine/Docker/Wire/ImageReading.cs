using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Engine.Docker.Wire;

/// <summary>Images as they came, made into what they mean.</summary>
internal static class ImageReading
{
    public static ImageSummary ToSummary(this ImageSummaryJson json) => new()
    {
        Id = json.Id,
        RepoTags = Named(json.RepoTags),
        RepoDigests = Named(json.RepoDigests),
        Created = DateTimeOffset.FromUnixTimeSeconds(json.Created),
        Size = json.Size,
        Labels = json.Labels ?? [],
    };

    public static ImageDetails ToDetails(this ImageDetailsJson json) => new()
    {
        Id = json.Id,
        RepoTags = Named(json.RepoTags),
        RepoDigests = Named(json.RepoDigests),
        Created = json.Created,
        Architecture = json.Architecture ?? "",
        Os = json.Os ?? "",
        Variant = string.IsNullOrEmpty(json.Variant) ? null : json.Variant,
        Layers = json.RootFS?.Layers ?? [],
        Size = json.Size,
        Config = new ImageConfig
        {
            ExposedPorts = [.. (json.Config?.ExposedPorts ?? []).Keys],
            Healthcheck = json.Config?.Healthcheck.ToHealthcheck(),
            Labels = json.Config?.Labels ?? new Dictionary<string, string>(),
            Env = json.Config?.Env ?? [],
            Volumes = [.. (json.Config?.Volumes ?? []).Keys],
            Cmd = json.Config?.Cmd ?? [],
            Entrypoint = json.Config?.Entrypoint ?? [],
        },
    };

    /// <summary>Engines before API 1.43 name what has no name <c>&lt;none&gt;</c>.</summary>
    private static IReadOnlyList<string> Named(List<string>? references) =>
        [.. (references ?? []).Where(reference => !reference.StartsWith("<none>", StringComparison.Ordinal))];
}

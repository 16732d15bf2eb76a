using System.Collections.Generic;
using System.Linq;

namespace Haloy.Manifest.Reading;

/// <summary>The keys that each map of the file knows.</summary>
internal static class Keys
{
    public static IReadOnlyList<string> Target { get; } =
    [
        "name", "preset", "image", "image_key", "server", "deployment_strategy", "naming_strategy", "max_surge",
        "rollback_on_failure", "replicas", "port", "health_check_path", "health_check_timeout_seconds", "min_ready_seconds",
        "drain_seconds", "stop_grace_seconds", "domains", "aliases", "acme_email", "tls", "env", "volumes", "network",
        "protected", "pre_deploy", "post_deploy", "api_token",
    ];

    public static IReadOnlyList<string> TopLevelOnly { get; } =
        ["targets", "images", "secret_providers", "global_pre_deploy", "global_post_deploy"];

    public static IReadOnlyList<string> TopLevel { get; } = TopLevelOnly.Concat(Target).ToList();

    public static IReadOnlyList<string> Image { get; } =
        ["repository", "tag", "builder", "build_config", "build", "pull_policy", "registry", "history"];

    public static IReadOnlyList<string> Builder { get; } = ["context", "dockerfile", "platform", "args", "target", "push"];

    public static IReadOnlyList<string> BuildArg { get; } = ["name", "value", "from"];

    public static IReadOnlyList<string> Registry { get; } = ["server", "username", "password"];

    public static IReadOnlyList<string> History { get; } = ["strategy", "count", "pattern"];

    public static IReadOnlyList<string> Domain { get; } = ["domain", "aliases"];

    public static IReadOnlyList<string> EnvEntry { get; } = ["name", "value", "from", "build_arg"];

    public static IReadOnlyList<string> ValueSource { get; } = ["value", "from"];

    public static IReadOnlyList<string> From { get; } = ["env", "secret"];

    public static IReadOnlyList<string> SecretProviders { get; } = ["onepassword", "sops"];

    public static IReadOnlyList<string> OnePasswordSource { get; } = ["account", "vault", "item"];

    public static IReadOnlyList<string> SopsSource { get; } = ["file", "format"];

    /// <summary>Where a key belongs that stands in the wrong map; null: nowhere.</summary>
    public static string? HomeOf(string key)
    {
        if (TopLevelOnly.Contains(key)) return "at the top level of the file";
        if (Image.Contains(key)) return "under `image`";
        if (Builder.Contains(key)) return "under `builder` in `image`";
        if (History.Contains(key)) return "under `history` in `image`";
        if (key is "username" or "password") return "under `registry` in `image`";
        if (key is "value" or "from" or "secret" or "build_arg") return "in an entry of `env`";
        if (key == "domain") return "in an entry of `domains`";
        return Target.Contains(key) ? "in a target, or in the base" : null;
    }
}

using System.Linq;

namespace Haloy.Manifest.Reading;

/// <summary>The keys that each map of the file knows.</summary>
internal static class Keys
{
    public static NameList Target { get; } = new([
        "name", "preset", "image", "image_key", "server", "deployment_strategy", "naming_strategy", "max_surge",
        "rollback_on_failure", "replicas", "port", "health_check_path", "health_check_timeout_seconds", "min_ready_seconds",
        "drain_seconds", "stop_grace_seconds", "domains", "aliases", "acme_email", "tls", "env", "volumes", "network",
        "protected", "pre_deploy", "post_deploy", "api_token",
    ]);

    public static NameList TopLevelOnly { get; } = new(["targets", "images", "secret_providers", "global_pre_deploy", "global_post_deploy"]);

    public static NameList TopLevel { get; } = new(TopLevelOnly.Concat(Target));

    public static NameList Image { get; } = new(["repository", "tag", "builder", "build_config", "build", "pull_policy", "registry", "history"]);

    public static NameList Builder { get; } = new(["context", "dockerfile", "platform", "args", "target", "push", "dotnet", "base"]);

    public static NameList BuildArg { get; } = new(["name", "value", "from"]);

    public static NameList Registry { get; } = new(["server", "username", "password"]);

    public static NameList History { get; } = new(["strategy", "count", "pattern"]);

    public static NameList Domain { get; } = new(["domain", "aliases"]);

    public static NameList EnvEntry { get; } = new(["name", "value", "from", "build_arg"]);

    public static NameList ValueSource { get; } = new(["value", "from"]);

    public static NameList From { get; } = new(["env", "secret"]);

    public static NameList SecretProviders { get; } = new(["onepassword", "sops"]);

    public static NameList OnePasswordSource { get; } = new(["account", "vault", "item"]);

    public static NameList SopsSource { get; } = new(["file", "format"]);

    /// <summary>Where a key belongs that stands in the wrong map; null: nowhere.</summary>
    public static string? HomeOf(string key)
    {
        if (TopLevelOnly.Knows(key)) return "at the top level of the file";
        if (Image.Knows(key)) return "under `image`";
        if (Builder.Knows(key)) return "under `builder` in `image`";
        if (History.Knows(key)) return "under `history` in `image`";
        if (key is "username" or "password") return "under `registry` in `image`";
        if (key is "value" or "from" or "secret" or "build_arg") return "in an entry of `env`";
        if (key == "domain") return "in an entry of `domains`";
        return Target.Knows(key) ? "in a target, or in the base" : null;
    }
}

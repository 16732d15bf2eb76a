using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads the keys that base and targets share.</summary>
internal sealed class TargetReader(SecretText secrets)
{
    private const int MostReplicas = 1000, MostSeconds = 3600, MostReadySeconds = 600, MostPort = 65535;

    private static readonly Parse<Preset> PresetText = ScalarTexts.Choice(("database", Preset.Database), ("service", Preset.Service));

    private static readonly Parse<DeploymentStrategy> StrategyText =
        ScalarTexts.Choice(("rolling", DeploymentStrategy.Rolling), ("replace", DeploymentStrategy.Replace));

    private static readonly Parse<NamingStrategy> NamingText =
        ScalarTexts.Choice(("dynamic", NamingStrategy.Dynamic), ("static", NamingStrategy.Static));

    private static readonly Parse<TlsMode> TlsText =
        ScalarTexts.Choice(("auto", TlsMode.Auto), ("internal", TlsMode.Internal), ("off", TlsMode.Off));

    private readonly ImageReader _images = new(secrets);
    private readonly EnvReader _env = new(secrets);

    public ImageReader Images => _images;

    public WrittenTarget Read(MapReader map)
    {
        WarnOfToken(map);
        var image = _images.Read(map, "image");
        var target = new WrittenTarget
        {
            Place = map.Start,
            Unreadable = map.Unreadable,
            Name = map.Value("name", NameTexts.AppName),
            Preset = map.Value("preset", PresetText),
            Image = image,
            ImageKey = map.Value<string>("image_key", ScalarTexts.NotEmpty),
            Server = map.Value<ServerAddress>("server", ServerText.Parse),
            Strategy = map.Value("deployment_strategy", StrategyText),
            Naming = map.Value("naming_strategy", NamingText),
            MaxSurge = map.Value<MaxSurge>("max_surge", ScalarTexts.MaxSurge),
            RollbackOnFailure = map.Value<bool>("rollback_on_failure", ScalarTexts.Boolean),
            Replicas = map.Value("replicas", ScalarTexts.WholeNumber(1, MostReplicas)),
            Port = map.Value("port", ScalarTexts.WholeNumber(1, MostPort)),
            HealthCheckPath = map.Value<string>("health_check_path", NameTexts.HealthCheckPath),
            HealthCheckTimeoutSeconds = map.Value("health_check_timeout_seconds", ScalarTexts.WholeNumber(1, MostSeconds)),
            MinReadySeconds = map.Value("min_ready_seconds", ScalarTexts.WholeNumber(0, MostReadySeconds)),
            DrainSeconds = map.Value("drain_seconds", ScalarTexts.WholeNumber(0, MostSeconds)),
            StopGraceSeconds = map.Value("stop_grace_seconds", ScalarTexts.WholeNumber(0, MostSeconds)),
            Domains = DomainReader.Read(map),
            Aliases = map.TextsAt<string>("aliases", HostText.Parse),
            AcmeEmail = map.Value<string>("acme_email", NameTexts.Email),
            Tls = map.Value("tls", TlsText),
            Env = _env.Read(map),
            Volumes = map.TextsAt<VolumeSpec>("volumes", VolumeText.Parse),
            Network = map.Value<string>("network", NameTexts.Network),
            Protected = map.Value<bool>("protected", ScalarTexts.Boolean),
            PreDeploy = map.TextsAt<string>("pre_deploy", ScalarTexts.Any),
            PostDeploy = map.TextsAt<string>("post_deploy", ScalarTexts.Any),
        };
        RefuseImageTwice(map);
        return target;
    }

    /// <summary>What a target without a body, or with an unreadable one, states: nothing.</summary>
    public static WrittenTarget Nothing(Place place, IReadOnlyCollection<string>? unreadable = null) =>
        new() { Place = place, Unreadable = unreadable ?? [] };

    private static void WarnOfToken(MapReader map)
    {
        if (map.Map.Find("api_token") is not null)
            map.Problems.Warning(
                ProblemKinds.ApiTokenUnused,
                map.PlaceOf("api_token"),
                "`api_token` is not needed: servers are reached over SSH, there is no token.",
                "Remove it; if it is a real token, revoke it.");
    }

    private static void RefuseImageTwice(MapReader map)
    {
        if (map.States("image") && map.States("image_key"))
            map.Problems.Error(
                ProblemKinds.ImageAndImageKey,
                map.PlaceOf("image").OrLater(map.PlaceOf("image_key")),
                "`image` and `image_key` stand together; each says which image it is.",
                "Keep one of them.");
    }
}

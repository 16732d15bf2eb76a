using System.Globalization;

namespace Haloy.Engine.Routing;

/// <summary>Where things are inside the proxy's container. What lies on its volumes outlives the container.</summary>
internal static class ProxyPaths
{
    public const string DataVolume = "haloy-proxy-data";
    public const string ConfigVolume = "haloy-proxy-config";
    public const string Data = "/data";
    public const string Config = "/config";
    public const string Root = "/data/haloy";

    /// <summary>The configuration of a proxy that has never had another; later ones are autosaved by Caddy itself.</summary>
    public const string FirstConfig = "haloy/first.json";

    /// <summary>What Caddy saves once a configuration runs, and resumes.</summary>
    public const string Autosave = "/config/caddy/autosave.json";

    /// <summary>The container's own: what is to take over there. It goes with the container, as all that is not on a volume.</summary>
    public const string Next = "/haloy/next";

    /// <summary>The container's own: what image its Caddy is of, where it is not that of the container.</summary>
    public const string Image = "/haloy/image";

    /// <summary>Where the image puts those whom Caddy believes.</summary>
    public const string Trusted = "/etc/ssl/certs";

    /// <summary>On the volume, between a container of a new image and the proxy; no app's name begins with a dot.</summary>
    public const string Brought = "/data/haloy/.next";

    /// <summary>What a deploy of an app locks, in memory: it is nobody's any more once the container ends.</summary>
    public static string Lock(string app) => $"/dev/shm/haloy-lock-{app}";

    public static string App(string app) => $"{Root}/{app}";

    public static string Slot(string app, int number) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{app}/{number}");

    /// <summary>The port of the container in a slot.</summary>
    public static string SlotPort(string app, int number) => Slot(app, number) + ".port";

    /// <summary>While this file is there, the app's hosts answer 503.</summary>
    public static string Closed(string app) => $"{Root}/{app}/closed";

    /// <summary>The app's <see cref="AppRoute"/> as it was last loaded.</summary>
    public static string Route(string app) => $"{Root}/{app}/route.json";
}

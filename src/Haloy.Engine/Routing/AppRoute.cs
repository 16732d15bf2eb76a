using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Routing;

/// <summary>What the proxy has to know of an app: everything of its route but the containers and their ports, which are in slot files.</summary>
public sealed record AppRoute
{
    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>Its hosts and those that redirect to them; at least one.</summary>
    public required EquatableArray<DomainSpec> Domains { get; init; }

    /// <summary>Where its certificates come from.</summary>
    public TlsMode Tls { get; init; }

    /// <summary>The contact given to the certificate authority.</summary>
    public string? AcmeEmail { get; init; }

    /// <summary>The certificate authority's ACME directory; null: the proxy's own choice.</summary>
    public string? AcmeDirectory { get; init; }

    /// <summary>How many slot files it has; at least as many as containers serve at once.</summary>
    public required int Slots { get; init; }

    /// <summary>What <see cref="AppParts"/> makes of a route today; raised with what it makes.</summary>
    internal const int Form = 2;

    /// <summary>The <see cref="Form"/> that it was loaded in: what an earlier version of ours loaded is loaded anew.</summary>
    internal int LoadedForm { get; init; } = Form;

    /// <summary>Every host of it, aliases included.</summary>
    public IEnumerable<string> Hosts => Domains.Select(d => d.Domain).Concat(Domains.SelectMany(d => d.Aliases));

    /// <summary>The route that a target wants.</summary>
    /// <param name="target">The target; it has domains.</param>
    /// <param name="slots">The number of slots.</param>
    /// <param name="acmeDirectory">The ACME directory to get certificates from; null: the proxy's own choice.</param>
    public static AppRoute For(TargetSpec target, int slots, string? acmeDirectory = null) => new()
    {
        App = target.Name,
        Domains = target.Domains,
        Tls = target.Tls,
        AcmeEmail = target.AcmeEmail,
        AcmeDirectory = target.Tls == TlsMode.Auto ? acmeDirectory : null,
        Slots = slots,
    };

    /// <summary>One line of JSON, kept beside the slot files.</summary>
    public string ToJson() => new JsonObject
    {
        ["app"] = App,
        ["domains"] = new JsonArray([.. Domains.Select(d => (JsonNode)new JsonObject
        {
            ["domain"] = d.Domain,
            ["aliases"] = new JsonArray([.. d.Aliases.Select(a => (JsonNode)JsonValue.Create(a))]),
        })]),
        ["tls"] = Tls.ToString(),
        ["acme_email"] = AcmeEmail,
        ["acme_directory"] = AcmeDirectory,
        ["slots"] = Slots,
        ["form"] = LoadedForm,
    }.ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <returns>The route, or null when the text is none.</returns>
    public static AppRoute? FromJson(string text)
    {
        try
        {
            var json = JsonNode.Parse(text)!;
            return new()
            {
                App = (string)json["app"]!,
                Domains = json["domains"]!.AsArray().Select(d => new DomainSpec(
                    (string)d!["domain"]!, d["aliases"]!.AsArray().Select(a => (string)a!).ToEquatableArray())).ToEquatableArray(),
                Tls = System.Enum.Parse<TlsMode>((string)json["tls"]!),
                AcmeEmail = (string?)json["acme_email"],
                AcmeDirectory = (string?)json["acme_directory"],
                Slots = (int)json["slots"]!,
                LoadedForm = (int?)json["form"] ?? 1,
            };
        }
        catch (System.Exception e) when (e is System.Text.Json.JsonException or System.NullReferenceException
            or System.InvalidOperationException or System.FormatException or System.ArgumentException)
        {
            return null;
        }
    }
}

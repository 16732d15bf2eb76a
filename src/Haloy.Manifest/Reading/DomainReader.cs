using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads <c>domains</c>: maps, or hosts as text.</summary>
internal static class DomainReader
{
    public static Written<IReadOnlyList<WrittenDomain>>? Read(MapReader map) =>
        map.ItemsAt("domains", (node, place) => ReadItem(node, place, map.Problems));

    private static WrittenDomain? ReadItem(YamlNode node, Place place, ProblemList problems)
    {
        if (node is MapNode entry)
            return ReadEntry(new MapReader(entry, place.Path, problems));
        if (node is ScalarNode { IsNull: false } text)
        {
            var finding = HostText.Parse("domain", text.Text);
            if (finding.Complaint is { } complaint)
                problems.Error(place, complaint);
            return new WrittenDomain(finding.Complaint is null ? new Written<string>(finding.Value, place) : null, []);
        }
        if (node is not BrokenNode)
            problems.Error(place, Shape.Wrong("domains", node, "a host or a map with `domain`", item: true));
        return null;
    }

    private static WrittenDomain ReadEntry(MapReader map)
    {
        map.RefuseUnknownKeys(Keys.Domain);
        map.Require("domain", "The key `domain` is missing in this entry of `domains`.", "Write `domain: shop.example.com`.");
        var host = map.Value<string>("domain", HostText.Parse);
        var aliases = map.TextsAt<string>("aliases", HostText.Parse);
        return new WrittenDomain(host, aliases?.Value.ToList() ?? []);
    }
}

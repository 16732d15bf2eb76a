using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>
/// Reads the values of one map. A value that cannot be read has its problem and is then as if it were not stated;
/// its key is remembered as unreadable, so that no rule draws conclusions from its absence.
/// </summary>
internal sealed class MapReader(MapNode map, KeyPath path, ProblemList problems)
{
    private const int MostListedKeys = 10;

    private readonly HashSet<string> _unreadable = [];
    private readonly HashSet<string> _suggested = [];

    public MapNode Map { get; } = map;

    public KeyPath Path { get; } = path;

    public ProblemList Problems { get; } = problems;

    /// <summary>Where the map begins: what is missing in it is missing there.</summary>
    public Place Start => new(Map.Position, Path);

    /// <summary>The keys whose values could not be read.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>Reports every key that the map does not know, with the key that was probably meant.</summary>
    /// <param name="keys">The keys that it knows.</param>
    /// <param name="special">A better complaint about an entry; null: the usual one.</param>
    public void RefuseUnknownKeys(NameList keys, System.Func<MapEntry, Complaint?>? special = null)
    {
        foreach (var entry in Map.Entries)
        {
            if (keys.Knows(entry.Key.Text))
                continue;
            if (Problems.IsFull)
                Problems.CountError();
            else
                Problems.Error(PlaceOf(entry), special?.Invoke(entry) ?? Unknown(entry.Key.Text, keys));
        }
    }

    private Complaint Unknown(string key, NameList keys)
    {
        var nearest = Keys.TopLevelOnly.Knows(key) ? null : NearestName.Of(key, keys);
        if (nearest is not null)
            _suggested.Add(nearest);
        var hint =
            nearest is not null ? $"Did you mean `{nearest}`?"
            : Keys.HomeOf(key) is { } home ? $"`{key}` belongs {home}."
            : key.StartsWith("-", System.StringComparison.Ordinal) ? "A list item begins with `- `, with a space after the dash."
            : keys.Count <= MostListedKeys ? "Known here: " + string.Join(", ", keys.Select(known => "`" + known + "`")) + "."
            : null;
        return new Complaint(ProblemKinds.UnknownKey, $"The key `{key}` is unknown here.", hint);
    }

    /// <summary>Whether the key is there with a value, readable or not.</summary>
    public bool States(string key) => StatedEntry(key) is not null;

    /// <summary>Reports a key that has to be there, unless a misspelt one was taken for it.</summary>
    public bool Require(string key, string message, string? hint = null, ProblemKind? kind = null)
    {
        if (States(key) || _suggested.Contains(key))
            return States(key);
        Problems.Error(kind ?? ProblemKinds.MissingKey, Start, message, hint);
        return false;
    }

    /// <summary>Whether an unknown key was taken for this one.</summary>
    public bool WasMeant(string key) => _suggested.Contains(key);

    public Place PlaceOf(string key) => PlaceOf(Map.Find(key)!);

    private Place PlaceOf(MapEntry entry) => new(entry.Key.Position, Path.Then(entry.Key.Text));

    private MapEntry? StatedEntry(string key) =>
        Map.Find(key) is { } entry && entry.Value is not ScalarNode { IsNull: true } ? entry : null;

    /// <summary>One value made of its text.</summary>
    public Written<T>? Value<T>(string key, Parse<T> parse)
    {
        if (StatedEntry(key) is not { } entry)
            return null;
        var place = PlaceOf(entry);
        if (entry.Value is not ScalarNode scalar)
            return Refuse<T>(key, place, WrongShape(key, entry.Value, "one value"));
        var finding = parse(key, scalar.Text);
        return finding.Complaint is { } complaint ? Refuse<T>(key, place, complaint) : new Written<T>(finding.Value, place);
    }

    private Written<T>? Refuse<T>(string key, Place place, Complaint? complaint)
    {
        _unreadable.Add(key);
        if (complaint is not null)
            Problems.Error(place, complaint);
        return null;
    }

    /// <summary>A map inside this one.</summary>
    public MapReader? MapAt(string key)
    {
        if (StatedEntry(key) is not { } entry)
            return null;
        if (entry.Value is MapNode inner)
            return new MapReader(inner, Path.Then(key), Problems);
        if (Shape.SpaceIsMissing(entry.Value) is { } complaint)
            Problems.Error(new Place(entry.Value.Position, Path.Then(key)), complaint);
        else
            Refuse<MapReader>(key, PlaceOf(entry), WrongShape(key, entry.Value, "a map"));
        _unreadable.Add(key);
        return null;
    }

    /// <summary>Whatever stands at the key; null: nothing.</summary>
    public YamlNode? NodeAt(string key) => StatedEntry(key)?.Value;

    public void MarkUnreadable(string key) => _unreadable.Add(key);

    /// <summary>A list of texts; one text is a list of one.</summary>
    public Written<IReadOnlyList<Written<T>>>? TextsAt<T>(string key, Parse<T> parse) =>
        ItemsAt(key, (node, place) => ReadText(key, node, place, parse));

    /// <summary>A list whose items are read one by one; one text is a list of one where texts are allowed.</summary>
    public Written<IReadOnlyList<T>>? ItemsAt<T>(string key, System.Func<YamlNode, Place, T?> read, bool textIsListOfOne = true)
        where T : class
    {
        if (StatedEntry(key) is not { } entry)
            return null;
        var place = PlaceOf(entry);
        IReadOnlyList<YamlNode>? nodes =
            entry.Value is ListNode list ? list.Items
            : entry.Value is ScalarNode && textIsListOfOne ? [entry.Value]
            : null;
        if (nodes is null)
        {
            Refuse<T>(key, place, WrongShape(key, entry.Value, "a list"));
            return null;
        }
        var items = new List<T>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var itemPlace = entry.Value is ListNode ? new Place(nodes[i].Position, place.Path.Then(i)) : place;
            if (read(nodes[i], itemPlace) is { } item)
                items.Add(item);
        }
        return new Written<IReadOnlyList<T>>(items, place);
    }

    private Written<T>? ReadText<T>(string key, YamlNode node, Place place, Parse<T> parse)
    {
        if (node is ScalarNode { IsNull: false } scalar)
        {
            var finding = parse(key, scalar.Text);
            if (finding.Complaint is not { } complaint)
                return new Written<T>(finding.Value, place);
            Problems.Error(place, complaint);
        }
        else if (WrongShape(key, node, "a text", item: true) is { } complaint)
        {
            Problems.Error(place, complaint);
        }
        return null;
    }

    private static Complaint? WrongShape(string key, YamlNode node, string wanted, bool item = false) =>
        node is BrokenNode ? null : Shape.Wrong(key, node, wanted, item);
}

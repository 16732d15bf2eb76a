using System.Collections.Generic;
using System.Globalization;

namespace Haloy.Manifest.Validation;

/// <summary>The way to a node, such as <c>targets/production/env/0/value</c>; made text only when a problem needs it.</summary>
internal sealed class KeyPath
{
    private readonly KeyPath? _parent;
    private readonly string _name;

    private KeyPath(KeyPath? parent, string name) => (_parent, _name) = (parent, name);

    public static KeyPath Root { get; } = new(null, "");

    public KeyPath Then(string name) => new(this, name);

    public KeyPath Then(int index) => new(this, index.ToString(CultureInfo.InvariantCulture));

    public override string ToString()
    {
        var names = new List<string>();
        for (var path = this; path._parent is not null; path = path._parent)
            names.Add(path._name);
        names.Reverse();
        return string.Join("/", names);
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Manifest.Reading;

/// <summary>The names that are known at some place, ready to be searched for one that was misspelt.</summary>
internal sealed class NameList : IReadOnlyList<string>
{
    private readonly string[] _names;
    private readonly string[] _plain;
    private readonly HashSet<string> _known;

    public NameList(IEnumerable<string> names)
    {
        _names = names.ToArray();
        _plain = _names.Select(Plain).ToArray();
        _known = new HashSet<string>(_names, StringComparer.Ordinal);
    }

    public int Count => _names.Length;

    public string this[int index] => _names[index];

    public bool Knows(string name) => _known.Contains(name);

    /// <summary>A name as <see cref="NearestName"/> compares it.</summary>
    public string PlainAt(int index) => _plain[index];

    /// <summary>Lower case, without what separates words.</summary>
    public static string Plain(string name)
    {
        var plain = new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (c is not ('-' or '_' or ' ' or '.'))
                plain[length++] = char.ToLowerInvariant(c);
        }
        return new string(plain, 0, length);
    }

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

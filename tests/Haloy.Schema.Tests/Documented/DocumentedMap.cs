using System.Collections.Generic;
using System.Linq;

namespace Haloy.Schema.Tests.Documented;

/// <summary>The keys of one kind of map, in the order of docs/haloy.yaml.</summary>
internal sealed class DocumentedMap(string path)
{
    private readonly List<DocumentedKey> _keys = [];

    /// <summary>The path of the key it stands at; empty for base and targets.</summary>
    public string Path { get; } = path;

    public IReadOnlyList<DocumentedKey> Keys => _keys;

    public IEnumerable<string> Names => _keys.Select(key => key.Name);

    public string PathOf(string name) => Path.Length == 0 ? name : Path + "." + name;

    public DocumentedKey? Find(string name) => _keys.FirstOrDefault(key => key.Name == name);

    public void Add(DocumentedKey key) => _keys.Add(key);
}

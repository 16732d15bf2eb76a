using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Reading;

/// <summary>The sources of secrets that the file declares, those with problems of their own included.</summary>
internal sealed class SecretSourceNames(IEnumerable<(string Provider, string Source)> names, bool isUnreadable)
{
    private readonly HashSet<(string Provider, string Source)> _names = [.. names];

    /// <summary>Whether the source is declared, or may be where the declaration could not be read.</summary>
    public bool Has(string provider, string source) => isUnreadable || _names.Contains((provider, source));

    public IEnumerable<string> Of(string provider) => _names.Where(name => name.Provider == provider).Select(name => name.Source);
}

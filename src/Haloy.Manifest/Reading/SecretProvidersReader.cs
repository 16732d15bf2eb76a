using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Reads <c>secret_providers</c>: provider → source → settings.</summary>
internal sealed class SecretProvidersReader(IManifestSurroundings? surroundings)
{
    private const string Key = "secret_providers";

    private readonly List<SecretSource> _sources = [];
    private readonly List<(string Provider, string Source)> _names = [];
    private bool _isUnreadable;

    /// <summary>The sources that could be read.</summary>
    public EquatableArray<SecretSource> Sources => _sources.ToEquatableArray();

    /// <summary>The names of all, readable or not.</summary>
    public SecretSourceNames Names => new(_names, _isUnreadable);

    public void Read(MapReader top)
    {
        _isUnreadable = top.WasMeant(Key);
        if (!top.States(Key))
            return;
        if (top.MapAt(Key) is not { } providers)
        {
            _isUnreadable = true;
            return;
        }
        providers.RefuseUnknownKeys(Keys.SecretProviders, entry => entry.Key.Text is "env" or "nuke"
            ? new Complaint(ProblemKinds.UnknownKey, $"The provider `{entry.Key.Text}` has no sources to declare.", $"Remove it; refer to `{entry.Key.Text}:NAME` directly.")
            : null);
        ReadProvider(providers, "onepassword", Keys.OnePasswordSource, "vault", "item");
        ReadProvider(providers, "sops", Keys.SopsSource, "file");
        _isUnreadable |= providers.WasMeant("sops") || providers.Unreadable.Contains("sops");
    }

    private void ReadProvider(MapReader providers, string provider, NameList keys, params string[] required)
    {
        if (providers.MapAt(provider) is not { } sources)
            return;
        foreach (var entry in sources.Map.Entries)
        {
            _names.Add((provider, entry.Key.Text));
            if (ReadSource(sources, provider, entry.Key.Text, keys, required) is { } source)
                _sources.Add(source);
        }
    }

    private SecretSource? ReadSource(MapReader sources, string provider, string name, NameList keys, string[] required)
    {
        if (!sources.States(name))
        {
            sources.Problems.Error(
                ProblemKinds.MissingKey, sources.PlaceOf(name), $"The source `{name}` of `{provider}` states nothing; it needs {Listed(required)}.");
            return null;
        }
        if (sources.MapAt(name) is not { } settings)
            return null;
        settings.RefuseUnknownKeys(keys);
        foreach (var key in required)
            settings.Require(key, $"The key `{key}` is missing in the source `{name}` of `{provider}`.");
        var read = keys
            .Select(key => (key, text: settings.Value<string>(key, ScalarTexts.NotEmpty)))
            .Where(setting => setting.text is not null)
            .ToList();
        foreach (var (_, file) in read.Where(setting => setting.key == "file"))
            WarnOfMissingFile(file!, sources.Problems);
        return new SecretSource(provider, name, read.Select(setting => new Setting(setting.key, setting.text!.Value)).ToEquatableArray());
    }

    private void WarnOfMissingFile(Written<string> file, ProblemList problems)
    {
        if (surroundings?.FileExists(file.Value) == false)
            problems.Warning(
                ProblemKinds.SecretFileMissing, file.Place, $"There is no file `{ScalarTexts.Quote(file.Value)}`.", "Its path is relative to the configuration.");
    }

    private static string Listed(string[] keys) => string.Join(" and ", keys.Select(key => "`" + key + "`"));
}

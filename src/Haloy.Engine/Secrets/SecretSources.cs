using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>The sources of a run; each is fetched once, whoever asks and however often.</summary>
internal sealed class SecretSources(SecretSettings settings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Provider, string Source), Task<FetchedSource>> _fetched = [];

    public Task<FetchedSource> GetAsync(string provider, string source, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_fetched.TryGetValue((provider, source), out var fetching) || fetching.IsCanceled)
                _fetched[(provider, source)] = fetching = FetchAsync(provider, source, cancellationToken);
            return fetching;
        }
    }

    private Task<FetchedSource> FetchAsync(string provider, string name, CancellationToken cancellationToken)
    {
        var source = settings.Sources.FirstOrDefault(declared => declared.Provider == provider && declared.Source == name);
        return provider switch
        {
            OnePassword.Name => OnePasswordAsync(source ?? new SecretSource(provider, name, default), cancellationToken),
            Sops.Name when source is not null => SopsAsync(source, cancellationToken),
            Sops.Name => Failed($"the sops source `{name}` is not declared under `secret_providers`.", "Declare its file there."),
            _ => Failed($"there is no provider of secrets `{provider}`.", "The providers are onepassword, sops, env and nuke."),
        };
    }

    private Task<FetchedSource> OnePasswordAsync(SecretSource source, CancellationToken cancellationToken) =>
        new SecretCommand(
            settings.OnePasswordExecutable,
            "Install the 1Password CLI: https://developer.1password.com/docs/cli",
            "Sign in with `op signin`, or set OP_SERVICE_ACCOUNT_TOKEN in CI.")
        .FetchAsync(OnePassword.Arguments(source), settings, OnePassword.Values, cancellationToken);

    private Task<FetchedSource> SopsAsync(SecretSource source, CancellationToken cancellationToken)
    {
        var file = Sops.FileOf(source, settings.Directory);
        return File.Exists(file)
            ? new SecretCommand(
                settings.SopsExecutable,
                "Install sops: https://getsops.io",
                "Is the key that decrypts it on this machine (for age: SOPS_AGE_KEY or SOPS_AGE_KEY_FILE)?")
            .FetchAsync(Sops.Arguments(source, settings.Directory), settings, json => Sops.Values(json), cancellationToken)
            : Failed($"the file of the sops source `{source.Source}` does not exist: {file}.", "Its path is relative to the configuration.");
    }

    private static Task<FetchedSource> Failed(string failure, string hint) => Task.FromResult(FetchedSource.Failed(failure, hint));
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>The values that a run needs, resolved when they are needed.</summary>
internal sealed class RunValues(HaloySettings settings, ResolvedManifest manifest)
{
    public IReadOnlyDictionary<string, string> HookEnvironment(string? target) => settings.Environment;

    public Task<IReadOnlyList<KeyValuePair<string, string>>> EnvironmentOfAsync(TargetSpec target, CancellationToken ct)
    {
        _ = manifest;
        return Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>(
            [.. target.Env.Select(e => new KeyValuePair<string, string>(e.Name, ((ValueSource.Literal)e.Source).Value))]);
    }

    public Task<IReadOnlyList<KeyValuePair<string, string?>>> BuildArgsAsync(TargetSpec target, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<KeyValuePair<string, string?>>>(
            [.. target.Image.Builder!.Args.Select(a => new KeyValuePair<string, string?>(a.Name, (a.Source as ValueSource.Literal)?.Value))]);

    public Task<RegistryAuth?> RegistryAuthAsync(TargetSpec target, CancellationToken ct) => Task.FromResult<RegistryAuth?>(null);

    public Task<IReadOnlyList<string>> MissingAsync(TargetSpec target, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);
}

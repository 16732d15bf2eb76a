using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Secrets;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>The values that a run needs, found when they are needed, each source once (spec/configuration.md §5).</summary>
internal sealed class RunValues(HaloySettings settings, ResolvedManifest manifest)
{
    private readonly SecretResolver _resolver = new(new()
    {
        Directory = Path.GetDirectoryName(settings.ConfigurationFile)!,
        Sources = manifest.SecretSources,
        Environment = settings.Environment,
        NukeParameter = settings.NukeParameter,
    });

    /// <summary>The deploying machine's environment with the <c>.env</c> files' variables; the real one wins.</summary>
    /// <param name="target">The target's key; null: only what holds for all of them.</param>
    public IReadOnlyDictionary<string, string> CommandEnvironment(string? target)
    {
        var environment = new Dictionary<string, string>(_resolver.EnvironmentOf(target ?? "").FileVariables);
        foreach (var (name, value) in settings.Environment)
            environment[name] = value;
        return environment;
    }

    /// <summary>The container's environment, in order.</summary>
    /// <exception cref="SecretException">Values are missing.</exception>
    public async Task<IReadOnlyList<ResolvedVariable>> EnvironmentOfAsync(TargetSpec target, CancellationToken ct) =>
        (await _resolver.ResolveAsync(ValueRequest.ForEnv(target), ct)).Variables;

    /// <summary>The build arguments, in order.</summary>
    /// <exception cref="SecretException">Values are missing.</exception>
    public async Task<EquatableArray<BuildArgument>> BuildArgsAsync(TargetSpec target, CancellationToken ct)
    {
        var resolved = await _resolver.ResolveAsync(ValueRequest.ForBuild(target), ct);
        var environment = CommandEnvironment(target.Key);
        return target.Image.Builder!.Args.Select(a => a.Source is null
            ? new BuildArgument(a.Name, environment.GetValueOrDefault(a.Name), BuildArgumentKind.PassedThrough)
            : new BuildArgument(a.Name, resolved[a.Name].Reveal(), resolved[a.Name].Plain is null ? BuildArgumentKind.Secret : BuildArgumentKind.Stated)).ToEquatableArray();
    }

    /// <summary>The registry's credentials; null: it needs none.</summary>
    /// <exception cref="SecretException">Values are missing.</exception>
    public async Task<RegistryAuth?> RegistryAuthAsync(TargetSpec target, CancellationToken ct)
    {
        if (target.Image.Registry is not { } registry)
            return null;
        var resolved = await _resolver.ResolveAsync(ValueRequest.ForRegistry(target), ct);
        return new(
            resolved[ValueRequest.RegistryUsername].Reveal(),
            resolved[ValueRequest.RegistryPassword].Reveal(),
            registry.Server ?? HostOf(target.Image.Repository));
    }

    /// <summary>Finds everything that the targets need, so that all that is missing is said before anything is touched.</summary>
    public async Task<ImmutableArray<SecretProblem>> MissingAsync(IReadOnlyList<TargetSpec> targets, CancellationToken ct)
    {
        try
        {
            await _resolver.ResolveAsync(
                [.. targets.SelectMany(t => new[] { ValueRequest.ForEnv(t), ValueRequest.ForBuild(t), ValueRequest.ForRegistry(t) })], ct);
            return [];
        }
        catch (SecretException e)
        {
            return e.Problems;
        }
    }

    // What a repository without a registry's host means: Docker Hub.
    private static string HostOf(string repository)
    {
        var first = repository.Split('/')[0];
        return repository.Contains('/', System.StringComparison.Ordinal) && (first.Contains('.', System.StringComparison.Ordinal) || first.Contains(':', System.StringComparison.Ordinal) || first == "localhost")
            ? first
            : "https://index.docker.io/v1/";
    }
}

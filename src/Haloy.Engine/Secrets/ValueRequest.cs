using System;
using System.Linq;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>Values that a command needs of one target; only these are looked up.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="Wanted">What is wanted, under the names that problems show and the answer has.</param>
/// <param name="Env">The target's environment, which <c>${NAME}</c> in a wanted value refers to.</param>
public sealed record ValueRequest(string Target, EquatableArray<EnvEntry> Wanted, EquatableArray<EnvEntry> Env)
{
    /// <summary>The name of the registry's user in the answer to <see cref="ForRegistry"/>.</summary>
    public const string RegistryUsername = "image.registry.username";

    /// <summary>The name of the registry's password in the answer to <see cref="ForRegistry"/>.</summary>
    public const string RegistryPassword = "image.registry.password";

    /// <summary>The container's whole environment.</summary>
    public static ValueRequest ForEnv(TargetSpec target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new ValueRequest(target.Key, target.Env, target.Env);
    }

    /// <summary>The build arguments that state where their values come from; one that states nothing is the caller's to pass through.</summary>
    public static ValueRequest ForBuild(TargetSpec target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var args = target.Image.Builder?.Args ?? default;
        return new ValueRequest(
            target.Key, args.Where(arg => arg.Source is not null).Select(arg => new EnvEntry(arg.Name, arg.Source!)).ToEquatableArray(), target.Env);
    }

    /// <summary>The registry's credentials; nothing when the target has none.</summary>
    public static ValueRequest ForRegistry(TargetSpec target)
    {
        ArgumentNullException.ThrowIfNull(target);
        EquatableArray<EnvEntry> wanted = target.Image.Registry is { } registry
            ? EquatableArray.Of(new EnvEntry(RegistryUsername, registry.Username), new EnvEntry(RegistryPassword, registry.Password))
            : default;
        return new ValueRequest(target.Key, wanted, target.Env);
    }
}

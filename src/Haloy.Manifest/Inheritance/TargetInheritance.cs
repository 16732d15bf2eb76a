using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Inheritance;

/// <summary>Target over base, key by key (spec/configuration.md §6). Makes a new value; neither of the two changes.</summary>
internal static class TargetInheritance
{
    public static WrittenTarget Over(
        this WrittenTarget target, WrittenTarget @base, IReadOnlyDictionary<string, WrittenImage> images, EnvInheritance env) => target with
    {
        Unreadable = Unreadable(target, @base),
        Preset = target.Preset ?? @base.Preset,
        Image = ImageInheritance.Of(target, @base, images),
        ImageKey = null,
        Server = target.Server ?? @base.Server,
        Strategy = target.Strategy ?? @base.Strategy,
        Naming = target.Naming ?? @base.Naming,
        MaxSurge = target.MaxSurge ?? @base.MaxSurge,
        RollbackOnFailure = target.RollbackOnFailure ?? @base.RollbackOnFailure,
        Replicas = target.Replicas ?? @base.Replicas,
        Port = target.Port ?? @base.Port,
        HealthCheckPath = target.HealthCheckPath ?? @base.HealthCheckPath,
        HealthCheckTimeoutSeconds = target.HealthCheckTimeoutSeconds ?? @base.HealthCheckTimeoutSeconds,
        MinReadySeconds = target.MinReadySeconds ?? @base.MinReadySeconds,
        DrainSeconds = target.DrainSeconds ?? @base.DrainSeconds,
        StopGraceSeconds = target.StopGraceSeconds ?? @base.StopGraceSeconds,
        Domains = target.Domains ?? @base.Domains,
        Aliases = target.Aliases ?? (target.Domains is null && !target.Unreadable.Contains("domains") ? @base.Aliases : null),
        AcmeEmail = target.AcmeEmail ?? @base.AcmeEmail,
        Tls = target.Tls ?? @base.Tls,
        Env = env.Merge(target.Env),
        Volumes = target.Volumes ?? @base.Volumes,
        Network = target.Network ?? @base.Network,
        Protected = target.Protected ?? @base.Protected,
        PreDeploy = target.PreDeploy ?? @base.PreDeploy,
        PostDeploy = target.PostDeploy ?? @base.PostDeploy,
    };

    // What the target could not read stays unknown; what the base could not read is unknown unless the target states it.
    private static IReadOnlyCollection<string> Unreadable(WrittenTarget target, WrittenTarget @base)
    {
        if (@base.Unreadable.Count == 0)
            return target.Unreadable;
        var stated = new HashSet<string>(StringComparer.Ordinal);
        if (target.Server is not null) stated.Add("server");
        if (target.Strategy is not null) stated.Add("deployment_strategy");
        if (target.Naming is not null) stated.Add("naming_strategy");
        if (target.Domains is not null) stated.Add("domains");
        if (target.Replicas is not null) stated.Add("replicas");
        return target.Unreadable.Concat(@base.Unreadable.Where(key => !stated.Contains(key))).Distinct().ToList();
    }
}

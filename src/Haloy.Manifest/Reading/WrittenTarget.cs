using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary><c>preset</c>.</summary>
internal enum Preset
{
    Database,
    Service,
}

/// <summary>What the base or a target states, and where; null: not stated, or not readable.</summary>
internal sealed record WrittenTarget
{
    /// <summary>The map itself.</summary>
    public required Place Place { get; init; }

    /// <summary>The keys that are stated but could not be read.</summary>
    public required IReadOnlyCollection<string> Unreadable { get; init; }

    public Written<string>? Name { get; init; }

    public Written<Preset>? Preset { get; init; }

    public WrittenImage? Image { get; init; }

    public Written<string>? ImageKey { get; init; }

    public Written<ServerAddress>? Server { get; init; }

    public Written<DeploymentStrategy>? Strategy { get; init; }

    public Written<NamingStrategy>? Naming { get; init; }

    public Written<MaxSurge>? MaxSurge { get; init; }

    public Written<bool>? RollbackOnFailure { get; init; }

    public Written<int>? Replicas { get; init; }

    public Written<int>? Port { get; init; }

    public Written<string>? HealthCheckPath { get; init; }

    public Written<int>? HealthCheckTimeoutSeconds { get; init; }

    public Written<int>? MinReadySeconds { get; init; }

    public Written<int>? DrainSeconds { get; init; }

    public Written<int>? StopGraceSeconds { get; init; }

    public Written<IReadOnlyList<WrittenDomain>>? Domains { get; init; }

    public Written<IReadOnlyList<Written<string>>>? Aliases { get; init; }

    public Written<string>? AcmeEmail { get; init; }

    public Written<TlsMode>? Tls { get; init; }

    public Written<IReadOnlyList<WrittenVariable>>? Env { get; init; }

    public Written<IReadOnlyList<Written<VolumeSpec>>>? Volumes { get; init; }

    public Written<string>? Network { get; init; }

    public Written<bool>? Protected { get; init; }

    public Written<IReadOnlyList<Written<string>>>? PreDeploy { get; init; }

    public Written<IReadOnlyList<Written<string>>>? PostDeploy { get; init; }
}

/// <summary>An entry of <c>domains</c>; without a host that could be read it keeps its aliases for the search for doubles.</summary>
internal sealed record WrittenDomain(Written<string>? Host, IReadOnlyList<Written<string>> Aliases);

/// <summary>An entry of <c>env</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Its source, not expanded, at the place of <c>value</c> or <c>from</c>; null: not readable.</param>
/// <param name="BuildArg">Whether it is a build argument too.</param>
internal sealed record WrittenVariable(Written<string> Name, Written<ValueSource>? Source, bool BuildArg)
{
    /// <summary>The entry as it stands, not expanded; null: it has no source that could be read.</summary>
    public EnvEntry? Entry { get; } = Source is null ? null : new EnvEntry(Name.Value, Source.Value, BuildArg);
}

namespace Haloy.Manifest.Targets;

/// <summary>What a target runs (spec/configuration.md §3).</summary>
public sealed record ImageSpec
{
    /// <summary>The whole reference: <c>repository:tag</c> or <c>repository@digest</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The reference without tag and digest.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag; null for a digest reference.</summary>
    public string? Tag { get; init; }

    /// <summary>How it is built; null: it is not built but pulled.</summary>
    public BuilderSpec? Builder { get; init; }

    /// <summary>Whether it is built by us.</summary>
    public bool Build => Builder is not null;

    /// <summary>When a server asks the registry.</summary>
    public PullPolicy PullPolicy { get; init; } = PullPolicy.Always;

    /// <summary>The registry's credentials; null: none.</summary>
    public RegistrySpec? Registry { get; init; }

    /// <summary>What is kept of replaced deployments.</summary>
    public HistorySpec History { get; init; } = HistorySpec.Default;
}

/// <summary>How an image is built. Two targets with equal reference and equal builder share one build.</summary>
public sealed record BuilderSpec
{
    /// <summary>What <see cref="Base"/> begins with when it is a file.</summary>
    public const string Archive = "archive:";

    /// <summary>The project that the .NET SDK publishes as an image, relative to the configuration; null: Docker builds a Dockerfile.</summary>
    public string? Dotnet { get; init; }

    /// <summary>The base image of <see cref="Dotnet"/>: a reference, or <c>archive:</c> and a path; null: what the SDK chooses.</summary>
    public string? Base { get; init; }

    /// <summary>The file of the base image, relative to the configuration; null: it is in a registry.</summary>
    public string? BaseArchive => Base is not null && Base.StartsWith(Archive, System.StringComparison.Ordinal) ? Base.Substring(Archive.Length) : null;

    /// <summary>The folder sent to the builder, relative to the configuration.</summary>
    public string Context { get; init; } = Defaults.BuildContext;

    /// <summary>The Dockerfile, relative to the context.</summary>
    public string Dockerfile { get; init; } = Defaults.Dockerfile;

    /// <summary>Such as <c>linux/arm64</c>; null: what the servers run.</summary>
    public string? Platform { get; init; }

    /// <summary>The stage to build; null: the last.</summary>
    public string? Target { get; init; }

    /// <summary>Build arguments, those of <c>build_arg</c> entries appended.</summary>
    public EquatableArray<BuildArg> Args { get; init; }

    /// <summary>The way it takes to the servers.</summary>
    public PushMode Push { get; init; } = PushMode.Server;
}

/// <summary>A build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where its value comes from; null: the caller's variable of that name passes through.</param>
public sealed record BuildArg(string Name, ValueSource? Source);

/// <summary>Where an image is pushed to and pulled from with credentials.</summary>
/// <param name="Server">The registry's host; null: the one in the repository.</param>
/// <param name="Username">The user.</param>
/// <param name="Password">The password or token.</param>
public sealed record RegistrySpec(string? Server, ValueSource Username, ValueSource Password);

/// <summary>What is kept of replaced deployments.</summary>
/// <param name="Strategy">Where.</param>
/// <param name="Count">How many deployments, the running one included; null when nothing is kept.</param>
/// <param name="Pattern">The tags that count, for the registry strategy.</param>
public sealed record HistorySpec(HistoryStrategy Strategy, int? Count, string? Pattern)
{
    /// <summary>Kept on the server, six deployments.</summary>
    public static HistorySpec Default { get; } = new(HistoryStrategy.Local, Defaults.HistoryCount, null);
}

using System.Collections.Generic;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>What an <c>image</c> states.</summary>
internal sealed record WrittenImage
{
    /// <summary>Its key.</summary>
    public required Place Place { get; init; }

    /// <summary>Whether it is a text and so the whole statement.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether its repository is stated but could not be read.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The repository without tag and digest.</summary>
    public Written<string>? Repository { get; init; }

    /// <summary>The tag or digest, from <c>tag</c> or from within the repository's text.</summary>
    public Written<ImageVersion>? Version { get; init; }

    public Written<bool>? Build { get; init; }

    public Written<WrittenBuilder>? Builder { get; init; }

    public Written<PullPolicy>? PullPolicy { get; init; }

    public Written<RegistrySpec>? Registry { get; init; }

    public Written<HistorySpec>? History { get; init; }

    /// <summary>Whether it is built: because it says so, or has a builder, or names nothing that could be pulled.</summary>
    public bool IsBuilt => !IsUnreadable && (Build?.Value ?? (Builder is not null || Repository is null));
}

/// <summary>What a <c>builder</c> states.</summary>
internal sealed record WrittenBuilder
{
    public Written<string>? Context { get; init; }

    public Written<string>? Dockerfile { get; init; }

    /// <summary>Whether its project is stated but could not be read.</summary>
    public bool IsUnreadable { get; init; }

    public Written<string>? Dotnet { get; init; }

    public Written<string>? Base { get; init; }

    public Written<string>? Platform { get; init; }

    public Written<string>? Target { get; init; }

    public Written<PushMode>? Push { get; init; }

    public IReadOnlyList<WrittenArg> Args { get; init; } = [];
}

/// <summary>A build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Its source, not expanded; null: the caller's variable passes through.</param>
internal sealed record WrittenArg(Written<string> Name, Written<ValueSource>? Source);

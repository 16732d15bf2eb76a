namespace Haloy.Manifest.Targets;

/// <summary>A mount: <c>source:target[:options]</c>.</summary>
/// <param name="Source">A volume's name or an absolute path on the server.</param>
/// <param name="Target">An absolute path in the container.</param>
/// <param name="Options">Docker's mount options, such as <c>ro</c>; null: none.</param>
public sealed record VolumeSpec(string Source, string Target, string? Options)
{
    /// <summary>Whether the source is a path of the server and not a volume's name.</summary>
    public bool IsBind => Source.StartsWith("/", System.StringComparison.Ordinal);

    /// <summary>As written, and as the Engine takes it.</summary>
    public override string ToString() => Options is null ? Source + ":" + Target : Source + ":" + Target + ":" + Options;
}

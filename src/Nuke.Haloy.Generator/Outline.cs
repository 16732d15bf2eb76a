using Haloy.Manifest;

namespace Nuke.Haloy.Generator;

/// <summary>
/// What the generated code is made of: names and texts, no positions, so that a comment added to the file re-emits
/// nothing.
/// </summary>
/// <param name="File">The configuration's path below the build's root; null: there is none.</param>
/// <param name="Targets">Its targets, in the file's order.</param>
internal sealed record Outline(string? File, EquatableArray<OutlineTarget> Targets)
{
    /// <summary>With more targets than this, only the operations that people look for first are listed by --help.</summary>
    public const int MostListed = 4;

    public static Outline Missing { get; } = new(null, default);

    /// <summary>The part that the members for all targets depend on: it stays equal while only a target's values change.</summary>
    public SharedOutline Shared
    {
        get
        {
            var names = new TargetName[Targets.Count];
            for (var i = 0; i < names.Length; i++)
                names[i] = Targets[i].Name;
            return new SharedOutline(File, EquatableArray.Of(names));
        }
    }
}

/// <summary>See <see cref="Outline.Shared"/>.</summary>
internal sealed record SharedOutline(string? File, EquatableArray<TargetName> Targets);

/// <summary>The names that a target has in C#.</summary>
/// <param name="Key">Its key in the file.</param>
/// <param name="Suffix">What follows the verb in its build targets, such as <c>UsEast</c> in <c>DeployUsEast</c>.</param>
/// <param name="Member">Its member of <c>HaloyTarget</c> and <c>HaloyTargets</c>.</param>
/// <param name="File">The name of its generated file; the compiler tells those apart without regard to case.</param>
internal sealed record TargetName(string Key, string Suffix, string Member, string File);

/// <summary>One target as the generated code shows it.</summary>
internal sealed record OutlineTarget(
    TargetName Name, string Server, string Strategy, int Replicas, string Image, EquatableArray<string> Domains,
    bool Protected, bool ListEverything)
{
    /// <summary>Such as <c>rolling, 3 replicas, ghcr.io/my-org/my-app:v1.2.3</c>.</summary>
    public string Facts => $"{Strategy}, {(Replicas == 1 ? "1 replica" : $"{Replicas} replicas")}, {Image}";
}

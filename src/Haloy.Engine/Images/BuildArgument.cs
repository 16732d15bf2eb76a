namespace Haloy.Engine.Images;

/// <summary>A build argument with its value. It prints only its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null: whoever builds has no variable of that name.</param>
/// <param name="Kind">Where the value comes from.</param>
internal sealed record BuildArgument(string Name, string? Value, BuildArgumentKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Where a build argument's value comes from.</summary>
internal enum BuildArgumentKind
{
    /// <summary>The file states it.</summary>
    Stated,

    /// <summary>It is the variable of that name of whoever builds.</summary>
    PassedThrough,

    /// <summary>It must not be seen.</summary>
    Secret,
}

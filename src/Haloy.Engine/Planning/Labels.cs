namespace Haloy.Engine.Planning;

/// <summary>
/// The labels that everything a deploy makes carries (spec/deploying.md §3). Only what carries them is ever stopped or
/// removed: names are not ownership.
/// </summary>
public static class Labels
{
    /// <summary>The app's name.</summary>
    public const string App = "haloy.app";

    /// <summary>The target's key.</summary>
    public const string Target = "haloy.target";

    /// <summary>The deployment's id.</summary>
    public const string Deployment = "haloy.deployment";

    /// <summary>The replica's number, from 1.</summary>
    public const string Replica = "haloy.replica";

    /// <summary>The resolved configuration, secrets as references only.</summary>
    public const string Spec = "haloy.spec";

    /// <summary>The container's fixed address on the shared network, so that stopped containers keep theirs reserved.</summary>
    public const string Address = "haloy.address";

    /// <summary>The diff ids of its image's layers, where the engine does not tell them.</summary>
    public const string Layers = "haloy.layers";

    /// <summary>What a thing is for, where it is not an app's container: <c>proxy</c>, <c>lock</c>, <c>network</c>.</summary>
    public const string Role = "haloy.role";

    /// <summary>Who holds a lock, for the people who wait for it.</summary>
    public const string Holder = "haloy.holder";
}

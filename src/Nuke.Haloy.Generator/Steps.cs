namespace Nuke.Haloy.Generator;

/// <summary>Names of the pipeline's steps, by which the tests assert what an edit makes run again.</summary>
internal static class Steps
{
    public const string Read = "Read";
    public const string Outline = "Outline";
    public const string Target = "Target";
    public const string Shared = "Shared";
    public const string Problems = "Problems";
}

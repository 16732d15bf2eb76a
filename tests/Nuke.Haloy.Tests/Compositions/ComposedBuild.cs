using System.IO;
using Nuke.Common;

/// <summary>A build whose targets note when they ran, in the file that the hooks of haloy.yaml write to as well.</summary>
internal abstract class ComposedBuild : NukeBuild
{
    protected static void Note(string what) => File.AppendAllText(RootDirectory / "order", what + "\n");
}

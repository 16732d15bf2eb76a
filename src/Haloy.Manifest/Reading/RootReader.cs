using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Makes the root map of the text, or says why there is none.</summary>
internal static class RootReader
{
    public static MapNode? Read(SourceText source, ProblemList problems)
    {
        if (source.Text.Length > ReadingLimits.Characters)
        {
            problems.Error(
                ProblemKinds.TooLarge,
                new Place(source.At(0, 0), KeyPath.Root),
                $"The file has {source.Text.Length} characters; {ReadingLimits.Characters} is the limit.");
            return null;
        }
        var tree = YamlTree.Of(source, problems);
        if (tree.Failure is { } failure)
        {
            problems.Error(ProblemKinds.Syntax, new Place(source.At(failure.Offset, failure.EndOffset - failure.Offset), KeyPath.Root), failure.Message);
            return null;
        }
        return RootOf(tree, source, problems);
    }

    private static MapNode? RootOf(YamlTree tree, SourceText source, ProblemList problems)
    {
        if (tree.Root is MapNode root)
            return root;
        if (tree.IsEmpty)
            problems.Error(
                ProblemKinds.EmptyFile,
                new Place(source.At(0, 0), KeyPath.Root),
                "The file is empty.",
                "Write `name: my-app` for one target, or several under `targets:`.");
        else if (tree.Root is not (null or BrokenNode or ScalarNode { IsNull: true }))
            problems.Error(
                ProblemKinds.WrongShape,
                new Place(tree.Root.Position, KeyPath.Root),
                "A configuration is a map: lines of `key: value`.");
        return null;
    }
}

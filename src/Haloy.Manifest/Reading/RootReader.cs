using System.Collections.Generic;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>What came of the text.</summary>
/// <param name="Map">The root map; null: there is none.</param>
/// <param name="IsTrusted">Whether what is read from it is worth reporting: the text was YAML, or could be mended surely.</param>
/// <param name="MendedLines">The lines that were mended.</param>
internal sealed record Root(MapNode? Map, bool IsTrusted, IReadOnlyCollection<int> MendedLines);

/// <summary>
/// Makes the root map of the text, or says why there is none. Lines that are not YAML are reported and mended as far as
/// their meaning can be guessed, so that the rest of the file can be read all the same.
/// </summary>
internal static class RootReader
{
    private const int MostMendedLines = 8;

    public static Root Read(SourceText source, ProblemList problems)
    {
        var mended = new HashSet<int>();
        if (Unreadable(source) is var (offset, complaint))
        {
            problems.Error(new Place(source.At(offset, 1), KeyPath.Root), complaint);
            return new Root(null, false, mended);
        }
        var isTrusted = true;
        for (var text = source; ;)
        {
            var found = new ProblemList();
            var tree = YamlTree.Of(text, found);
            if (tree.Failure is not { } failure)
            {
                problems.Take(found, problem => isTrusted);
                return new Root(RootOf(tree, text, problems), isTrusted, mended);
            }
            var mistake = SyntaxDoctor.Diagnose(text, failure);
            if (isTrusted)
                Report(mistake, text, problems);
            isTrusted &= mistake.IsSure;
            if (mistake.RepairedLine is null || mended.Count == MostMendedLines || !mended.Add(mistake.Line))
            {
                problems.Take(found, problem => problem.Position.Line < mistake.Line);
                return new Root(null, false, mended);
            }
            text = text.With(mistake.Line, mistake.RepairedLine);
        }
    }

    private static (int Offset, Complaint Complaint)? Unreadable(SourceText source)
    {
        if (source.Text.Length > ReadingLimits.Characters)
            return (0, new Complaint(ProblemKinds.TooLarge, $"The file has {source.Text.Length} characters; {ReadingLimits.Characters} is the limit."));
        for (var i = 0; i < source.Text.Length; i++)
        {
            if (source.Text[i] is < ' ' and not ('\t' or '\n' or '\r') or '\u007F')
                return (i, new Complaint(
                    ProblemKinds.Syntax,
                    $"There is a control character here, U+{(int)source.Text[i]:X4}.",
                    "Remove it; in double quotes it may be written as an escape such as `\\x1b`."));
        }
        return null;
    }

    private static void Report(SyntaxMistake mistake, SourceText source, ProblemList problems)
    {
        var position = source.At(source.LineStart(mistake.Line) + mistake.Column, mistake.Length);
        problems.Error(new Place(position, KeyPath.Root), mistake.Complaint, Excerpt.Of(source.Original.Line(position.Line), position.Column - 1));
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
                new Place(tree.Root.Position, KeyPath.Root),
                Shape.SpaceIsMissing(tree.Root)
                    ?? new Complaint(ProblemKinds.WrongShape, "A configuration is a map: lines of `key: value`.", "Begin with `name: my-app`, or with `targets:`."));
        return null;
    }
}

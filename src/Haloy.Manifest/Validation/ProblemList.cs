using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Validation;

/// <summary>
/// Collects problems. One and the same problem of one place is kept once, so that a mistake in the base is not repeated
/// for every target that inherits it.
/// </summary>
internal sealed class ProblemList
{
    private readonly List<ManifestProblem> _problems = [];
    private readonly HashSet<(string Id, int Offset, string Message)> _known = [];
    private int _unlisted;

    public bool HasErrors { get; private set; }

    /// <summary>Whether further problems are only counted: then they need no words.</summary>
    public bool IsFull => _problems.Count >= ReadingLimits.Problems;

    /// <summary>Counts an error that nobody will read.</summary>
    public void CountError() => (HasErrors, _unlisted) = (true, _unlisted + 1);

    public void Error(ProblemKind kind, Place place, string message, string? hint = null) =>
        Add(kind, ProblemSeverity.Error, place, message, hint);

    public void Error(Place place, Complaint complaint, string? excerpt = null) =>
        Add(complaint.Kind, ProblemSeverity.Error, place, complaint.Message, complaint.Hint, excerpt);

    /// <summary>Takes over those problems of another list that are wanted.</summary>
    public void Take(ProblemList other, System.Func<ManifestProblem, bool> isWanted)
    {
        _unlisted += other._unlisted;
        foreach (var problem in other._problems.Where(isWanted))
            Add(problem);
    }

    public void Warning(ProblemKind kind, Place place, string message, string? hint = null) =>
        Add(kind, ProblemSeverity.Warning, place, message, hint);

    private void Add(ProblemKind kind, ProblemSeverity severity, Place place, string message, string? hint, string? excerpt = null)
    {
        if (!_known.Contains((kind.Id, place.Position.Offset, message)))
            Add(new ManifestProblem(kind.Id, severity, place.Path.ToString(), place.Position, message, hint) { Excerpt = excerpt });
    }

    private void Add(ManifestProblem problem)
    {
        HasErrors |= problem.Severity == ProblemSeverity.Error;
        if (!_known.Add((problem.Id, problem.Position.Offset, problem.Message)))
            return;
        if (IsFull)
            _unlisted++;
        else
            _problems.Add(problem);
    }

    public EquatableArray<ManifestProblem> InOrder()
    {
        var ordered = _problems.OrderBy(p => p.Position.Offset).ThenBy(p => p.Id, System.StringComparer.Ordinal).ToList();
        if (_unlisted > 0)
            ordered.Add(Unlisted(ordered[ordered.Count - 1].Position));
        return ordered.ToEquatableArray();
    }

    private ManifestProblem Unlisted(SourcePosition last) => new(
        ProblemKinds.TooLarge.Id,
        HasErrors ? ProblemSeverity.Error : ProblemSeverity.Warning,
        "",
        last,
        "There are " + _unlisted.ToString(CultureInfo.InvariantCulture) + " more problems than are listed here.",
        null);
}

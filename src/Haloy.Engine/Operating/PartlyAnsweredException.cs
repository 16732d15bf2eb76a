using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Servers;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Of several targets that something was done with, some could not be; the others went on.</summary>
/// <typeparam name="T">What each of the others gave.</typeparam>
public sealed class PartlyAnsweredException<T> : HaloyException
{
    internal PartlyAnsweredException(IReadOnlyList<T> answers, IReadOnlyList<(TargetSpec Target, HaloyException Problem)> problems)
        : base(string.Join(Environment.NewLine, problems.Select(Line).Distinct(StringComparer.Ordinal)), problems[0].Problem) =>
        Answers = answers;

    /// <summary>What the others gave, in the file's order.</summary>
    public IReadOnlyList<T> Answers { get; }

    // What a server is unreachable for is the same for all of its targets.
    private static string Line((TargetSpec Target, HaloyException Problem) failed) =>
        failed.Problem is ServerUnreachableException ? failed.Problem.Message : $"{failed.Target.Key}: {failed.Problem.Message}";
}

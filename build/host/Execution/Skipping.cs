using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Takes targets out of a plan, and with them what nothing else in it needs.</summary>
internal sealed class Skipping(IReadOnlyCollection<ExecutableTarget> plan)
{
    /// <param name="names">The names after --skip; none means all that were not asked for.</param>
    public void ByName(IReadOnlyCollection<string> names)
    {
        var plain = names.Select(x => x.Replace("-", "", StringComparison.Ordinal)).ToList();
        foreach (var target in plan.Where(x => plain.Count == 0 || plain.Contains(x.Name, StringComparer.OrdinalIgnoreCase)))
            Skip(target, "via parameter");
    }

    /// <summary>Whether a condition of the target, now or earlier, does not hold.</summary>
    public bool ByCondition(ExecutableTarget target, IEnumerable<(string Text, Func<bool> Delegate)> conditions)
    {
        List<string> violated;
        try
        {
            violated = [.. conditions.Where(x => !x.Delegate()).Select(x => Condition(x.Text))];
        }
#pragma warning disable CA1031 // Whatever a user's condition throws ends the build in the same way.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            exception = exception.Unwrap();
            Log.Error(exception, "Invocation of condition for {TargetName} has thrown an exception", target.Name);
            throw new TargetFailedException(target.Name, exception);
        }

        if (violated.Count > 0)
        {
            target.OnlyWhen = string.Join(" && ", violated);
            Skip(target, reason: null);
        }

        return target.OnlyWhen != null;
    }

    private void Skip(ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;

        // What was asked for by name is never skipped for a name or beforehand; what it needs is.
        if (!target.Invoked)
        {
            target.Status = ExecutionStatus.Skipped;
            target.Skipped ??= reason;
        }

        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;

        var needless = target.ExecutionDependencies.Concat(target.Triggers).Where(x => !IsNeeded(x, besides: target)).ToList();
        needless.ForEach(x => Skip(x, $"because of {target.Name}"));
    }

    private bool IsNeeded(ExecutableTarget target, ExecutableTarget besides)
        => plan.Any(x => x != besides
            && x.Status == ExecutionStatus.Scheduled
            && (x.ExecutionDependencies.Contains(target) || x.Triggers.Contains(target)));

    /// <summary>The text of a lambda without its arrow.</summary>
    private static string Condition(string lambda)
        => lambda.StartsWith("()", StringComparison.Ordinal) && lambda.IndexOf("=>", StringComparison.Ordinal) is >= 0 and var arrow
            ? lambda[(arrow + 2)..].Trim()
            : lambda;
}

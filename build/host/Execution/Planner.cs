namespace Nuke.Common.Execution;

/// <summary>Which targets run, and in which order.</summary>
internal static class Planner
{
    /// <param name="all">Every target of the build, in the order of discovery.</param>
    /// <param name="names">The names that were asked for; null for the default targets.</param>
    public static IReadOnlyList<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> all, IReadOnlyCollection<string> names)
    {
        var invoked = names?.Select(x => Find(x, all)).ToList();
        invoked?.ForEach(x => x.Invoked = true);

        var order = LastFirst(all);
        var wanted = (invoked ?? all.Where(x => x.IsDefault)).ToHashSet();
        while (true)
        {
            var plan = Select(order, wanted);
            var triggered = plan.SelectMany(x => x.Triggers).Except(plan).ToList();
            if (triggered.Count == 0)
                return plan;

            wanted = [.. plan, .. triggered];
        }
    }

    private static ExecutableTarget Find(string name, IReadOnlyList<ExecutableTarget> all)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal);
        var target = all.SingleOrDefault(x => string.Equals(x.Name, plain, StringComparison.OrdinalIgnoreCase));
        var names = string.Concat(all.Select(x => $"{Environment.NewLine}  - {x.Name}").Order());
        return target.NotNull($"Target with name '{plain}' does not exist. Available targets are:{names}");
    }

    /// <summary>All targets, each before everything that it depends on. Where nothing else decides, the first discovered comes first.</summary>
    private static List<ExecutableTarget> LastFirst(IReadOnlyList<ExecutableTarget> all)
    {
        var cycles = Cycles.Find(all);
        Assert.True(
            cycles.Count == 0,
            "Circular dependencies between targets:" + string.Concat(cycles.Select(x => $"{Environment.NewLine} - {string.Join(", ", x.Select(y => y.Name))}")));

        var remaining = all.ToList();
        var order = new List<ExecutableTarget>();
        while (remaining.Count > 0)
        {
            var next = remaining.First(x => !remaining.Exists(y => y.AllDependencies.Contains(x)));
            remaining.Remove(next);
            order.Add(next);
        }

        return order;
    }

    /// <summary>What is wanted and what that depends on, in the order of running.</summary>
    private static List<ExecutableTarget> Select(List<ExecutableTarget> lastFirst, HashSet<ExecutableTarget> wanted)
    {
        var plan = new List<ExecutableTarget>();
        foreach (var target in lastFirst)
        {
            if (wanted.Contains(target) || plan.Exists(x => x.ExecutionDependencies.Contains(target)))
                plan.Add(target);
        }

        plan.Reverse();
        return plan;
    }
}

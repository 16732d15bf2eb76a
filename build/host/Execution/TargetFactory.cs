using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Makes a build's targets and ties them together.</summary>
internal static class TargetFactory
{
    public static IReadOnlyList<ExecutableTarget> Create(INukeBuild build, IReadOnlyList<Target> defaults)
    {
        var targets = TargetDiscovery.Find(build.GetType()).Select(x => Create(x, build, defaults)).ToList();
        targets.ForEach(x => Tie(x, targets));
        return targets;
    }

    private static ExecutableTarget Create(PropertyInfo property, INukeBuild build, IReadOnlyList<Target> defaults)
    {
        var definition = new TargetDefinition(property, build);
        var factory = (Target)property.GetValue(build);
        factory(definition);
        return new ExecutableTarget
        {
            Name = definition.Name,
            Member = property,
            Definition = definition,
            Description = definition.Text,
            Factory = factory,
            IsDefault = defaults.Contains(factory),
            DynamicConditions = definition.DynamicConditions,
            StaticConditions = definition.StaticConditions,
            DependencyBehavior = definition.WhenItIsSkipped,
            ProceedAfterFailure = definition.IsProceeding,
            AssuredAfterFailure = definition.IsAssured,
            DelegateRequirements = definition.Requirements,
            Actions = definition.Actions,
            Listed = definition.IsListed,
            ArtifactProducts = definition.Products,
        };
    }

    private static void Tie(ExecutableTarget target, List<ExecutableTarget> all)
    {
        target.ExecutionDependencies.AddRange(Related(target, all, x => x.DependsOnTargets, x => x.DependentForTargets));
        target.OrderDependencies.AddRange(Related(target, all, x => x.AfterTargets, x => x.BeforeTargets));
        target.TriggerDependencies.AddRange(Related(target, all, x => x.TriggeredByTargets, x => x.TriggersTargets));
        target.Triggers.AddRange(Related(target, all, x => x.TriggersTargets, x => x.TriggeredByTargets));
        Assert.False(
            target.AllDependencies.Contains(target) || target.Triggers.Contains(target),
            $"Target '{target.Name}' cannot have a dependency on itself");
    }

    /// <summary>Those that the target names, and those that name the target.</summary>
    private static IEnumerable<ExecutableTarget> Related(
        ExecutableTarget target,
        List<ExecutableTarget> all,
        Func<TargetDefinition, List<Delegate>> named,
        Func<TargetDefinition, List<Delegate>> naming)
        => named(target.Definition).Select(x => all.Single(y => y.Factory == x))
            .Concat(all.Where(x => x != target && naming(x.Definition).Contains(target.Factory)));
}

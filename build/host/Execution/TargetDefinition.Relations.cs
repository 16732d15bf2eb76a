using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>What a target says about others, and what it takes over from them.</summary>
internal sealed partial class TargetDefinition
{
    private readonly Queue<PropertyInfo> _bases = new(TargetDiscovery.BasesOf(property, build.GetType()));

    public List<Delegate> DependsOnTargets { get; } = [];
    public List<Delegate> DependentForTargets { get; } = [];
    public List<Delegate> BeforeTargets { get; } = [];
    public List<Delegate> AfterTargets { get; } = [];
    public List<Delegate> TriggersTargets { get; } = [];
    public List<Delegate> TriggeredByTargets { get; } = [];

    public ITargetDefinition DependsOn(params Target[] targets) => Add(DependsOnTargets, targets);
    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => Add(DependsOnTargets, Of(targets));
    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => Add(DependsOnTargets, OfAny(targets));
    public ITargetDefinition DependentFor(params Target[] targets) => Add(DependentForTargets, targets);
    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => Add(DependentForTargets, Of(targets));
    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => Add(DependentForTargets, OfAny(targets));
    public ITargetDefinition Before(params Target[] targets) => Add(BeforeTargets, targets);
    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Add(BeforeTargets, Of(targets));
    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => Add(BeforeTargets, OfAny(targets));
    public ITargetDefinition After(params Target[] targets) => Add(AfterTargets, targets);
    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => Add(AfterTargets, Of(targets));
    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => Add(AfterTargets, OfAny(targets));
    public ITargetDefinition Triggers(params Target[] targets) => Add(TriggersTargets, targets);
    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Add(TriggersTargets, Of(targets));
    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => Add(TriggersTargets, OfAny(targets));
    public ITargetDefinition TriggeredBy(params Target[] targets) => Add(TriggeredByTargets, targets);
    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => Add(TriggeredByTargets, Of(targets));
    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => Add(TriggeredByTargets, OfAny(targets));

    // Artifacts only matter to generated CI configurations, which this host does not write; what is consumed must still exist.
    public ITargetDefinition Consumes(params Target[] targets) => this;
    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Ignore(Of(targets));
    public ITargetDefinition Consumes(Target target, params string[] artifacts) => this;
    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => Ignore(Of(target));
    public ITargetDefinition Consumes<T>(params string[] artifacts) => Ignore(Of<T>());

    public ITargetDefinition Base()
    {
        Assert.True(
            _bases.Count > 0,
            $"Target '{property.DeclaringType.FullName}.{Name}' does not have any base members. "
            + "To inherit from an interface default implementation, use Inherit<T> instead.");
        return Inherit(TargetDiscovery.Body(_bases.Dequeue(), build));
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
        => Inherit([.. targets.Select(x => TargetDiscovery.Body((PropertyInfo)Members.In(x), build))]);

    private TargetDefinition Add(List<Delegate> list, IEnumerable<Target> targets)
    {
        list.AddRange(targets);
        return this;
    }

    private TargetDefinition Ignore(Target[] targets)
        => this;

    private Target[] OfAny<T>(Func<T, Target>[] targets)
        => build is T ? Of(targets) : [];

    /// <summary>Without a selector, the only target that T declares.</summary>
    private Target[] Of<T>(params Func<T, Target>[] targets)
    {
        var component = (T)build;
        return targets.Length > 0
            ? [.. targets.Select(x => x(component))]
            : [(Target)TargetDiscovery.DeclaredBy(typeof(T)).Single().GetValue(build)];
    }
}

using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Collects what a target says about itself: this part what it is, does and needs; the other part its relations.</summary>
internal sealed partial class TargetDefinition(PropertyInfo property, INukeBuild build) : ITargetDefinition
{
    public string Name { get; } = TargetDiscovery.NameOf(property);
    public string Text { get; private set; }
    public bool IsListed { get; private set; } = true;
    public bool IsAssured { get; private set; }
    public bool IsProceeding { get; private set; }
    public DependencyBehavior WhenItIsSkipped { get; private set; }
    public List<Action> Actions { get; } = [];
    public List<(string Text, Func<bool> Delegate)> DynamicConditions { get; } = [];
    public List<(string Text, Func<bool> Delegate)> StaticConditions { get; } = [];
    public List<LambdaExpression> Requirements { get; } = [];
    public List<string> Products { get; } = [];

    public ITargetDefinition Description(string description)
        => Do(() => Text = description);

    public ITargetDefinition Executes(params Action[] actions)
        => Do(() => Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action)
        => Do(() => Actions.Add(() => action()));

    public ITargetDefinition Executes(Func<Task> action)
        => Do(() => Actions.Add(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression = null)
        => Do(() => DynamicConditions.Add((conditionExpression, condition)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string conditionExpression = null)
        => Do(() => StaticConditions.Add((conditionExpression, condition)));

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class
        => Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct
        => Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements)
        => Do(() => Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior)
        => Do(() => WhenItIsSkipped = dependencyBehavior);

    public ITargetDefinition AssuredAfterFailure()
        => Do(() => IsAssured = true);

    public ITargetDefinition ProceedAfterFailure()
        => Do(() => IsProceeding = true);

    public ITargetDefinition Unlisted()
        => Do(() => IsListed = false);

    public ITargetDefinition Produces(params string[] artifacts)
        => Do(() => Products.AddRange(artifacts));

    private TargetDefinition Do(Action change)
    {
        change();
        return this;
    }
}

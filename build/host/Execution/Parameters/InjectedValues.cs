using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Puts values into a build's members, and looks them up for members of interfaces, which cannot hold them.</summary>
internal static class InjectedValues
{
    private static readonly Dictionary<MemberInfo, object> Found = [];

    public static T Of<T>(INukeBuild build, LambdaExpression expression)
    {
        var member = Members.In(expression);
        if (Found.TryGetValue(member, out var known))
            return (T)known;

        var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>().NotNull($"Member '{member.Name}' has no injection attribute");
        attribute.Build = build;
        var value = attribute.TryGetValue(member, build);
        if (value != null)
            Found[member] = value;
        return (T)value;
    }

    /// <summary>Every member of the build that carries an injection attribute, by name.</summary>
    public static IReadOnlyList<MemberInfo> MembersOf(Type build)
        => [.. Members.All(build).Where(x => x.IsDefined(typeof(ValueInjectionAttributeBase))).OrderBy(x => x.Name, StringComparer.Ordinal)];

    public static void Inject(NukeBuild build, Func<ValueInjectionAttributeBase, bool> which)
    {
        foreach (var (member, attribute) in MembersOf(build.GetType())
            .Select(x => (Member: x, Attribute: x.GetCustomAttribute<ValueInjectionAttributeBase>()))
            .Where(x => which(x.Attribute) && IsOwn(x.Member))
            .OrderBy(x => Depth(x.Member.DeclaringType))
            .ThenByDescending(x => x.Attribute.Priority))
        {
            attribute.Build = build;
            if (attribute.TryGetValue(member, build) is { } value)
                Members.Set(member, build, value);
        }
    }

    /// <summary>Not a member of an interface, and of the base class only what a switch sets.</summary>
    private static bool IsOwn(MemberInfo member)
        => !member.DeclaringType.IsInterface
            && (member.DeclaringType != typeof(NukeBuild)
                || member.Name is nameof(NukeBuild.Plan) or nameof(NukeBuild.Help) or nameof(NukeBuild.NoLogo) or nameof(NukeBuild.Verbosity));

    private static int Depth(Type type)
        => type == null ? 0 : 1 + Depth(type.BaseType);
}

using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Fields and properties of a build, wherever they are declared.</summary>
internal static class Members
{
    private const BindingFlags OwnAndInherited =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <summary>Those of the class, then those of its interfaces that the class does not itself declare publicly.</summary>
    public static IEnumerable<MemberInfo> All(Type build)
    {
        var own = build.GetMembers(OwnAndInherited).Where(x => x is FieldInfo or PropertyInfo && !x.Name.Contains('.', StringComparison.Ordinal));
        var inherited = build.GetInterfaces()
            .SelectMany(x => x.GetProperties(OwnAndInherited))
            .Where(x => build.GetMember(x.Name).Length == 0)
            .Select(x => Implementation(x, build));
        return own.Concat(inherited);
    }

    /// <summary>The class's explicit implementation of an interface's property, or the property itself.</summary>
    public static PropertyInfo Implementation(PropertyInfo property, Type build)
        => build.GetProperty($"{property.DeclaringType.FullName.Replace('+', '.')}.{property.Name}", OwnAndInherited) ?? property;

    public static MemberInfo In(LambdaExpression expression)
        => (expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } cast ? cast.Operand : expression.Body) is MemberExpression member
            ? member.Member
            : throw new ArgumentException($"'{expression.Body}' is not a member", nameof(expression));

    public static Type TypeOf(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    public static object Get(MemberInfo member, object instance)
        => member is FieldInfo field ? field.GetValue(instance) : ((PropertyInfo)member).GetValue(instance);

    /// <summary>Sets also what code could not: read-only fields and properties without a setter.</summary>
    public static void Set(MemberInfo member, object instance, object value)
    {
        if (member is PropertyInfo { CanWrite: true } property)
            property.SetValue(instance, value);
        else
            Backing(member).SetValue(instance, value);
    }

    private static FieldInfo Backing(MemberInfo member)
        => member as FieldInfo
            ?? member.DeclaringType.GetField($"<{member.Name}>k__BackingField", OwnAndInherited)
                .NotNull($"Property '{member.Name}' has no setter");
}

using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the target properties of a build: first the class's own as declared, then those of its interfaces.</summary>
internal static class TargetDiscovery
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<PropertyInfo> Find(Type build)
    {
        var own = DeclaredBy(build).Where(x => x.Name == NameOf(x)).ToList();
        var inherited = build.GetInterfaces()
            .SelectMany(DeclaredBy)
            .Where(x => build.GetMember(x.Name).Length == 0)
            .GroupBy(NameOf)
            .SelectMany(x => Chosen(x.ToList(), own.Find(y => y.Name == x.Key), build));
        return [.. own, .. inherited];
    }

    /// <summary>The last segment: an explicit implementation is named after the interface, too.</summary>
    public static string NameOf(PropertyInfo property)
        => property.Name[(property.Name.LastIndexOf('.') + 1)..];

    public static IEnumerable<PropertyInfo> DeclaredBy(Type type)
        => type.GetProperties(Instance).Where(x => x.PropertyType == typeof(Target));

    /// <summary>The public properties of that name in the base classes, nearest first.</summary>
    public static IEnumerable<PropertyInfo> BasesOf(PropertyInfo property, Type build)
    {
        for (var type = build.BaseType; type != null; type = type.BaseType)
        {
            if (type.GetProperty(property.Name) is { } found && found.DeclaringType == type)
                yield return found;
        }
    }

    /// <summary>What exactly this property returns, though a derived type overrides it.</summary>
    public static Target Body(PropertyInfo property, INukeBuild build)
    {
        var getter = (Func<Target>)Activator.CreateInstance(
            typeof(Func<Target>),
            build,
            property.GetGetMethod(nonPublic: true).MethodHandle.GetFunctionPointer());
        return getter();
    }

    /// <summary>
    /// Of several properties of one name, the one that overrides all others; there must be one, or a public one in the class.
    /// What the class implements explicitly stays besides, as with NUKE: overridden twice, a target is there twice and cannot be named.
    /// </summary>
    private static IEnumerable<PropertyInfo> Chosen(List<PropertyInfo> properties, PropertyInfo own, Type build)
    {
        var chosen = properties.Select(x => Members.Implementation(x, build));
        if (own == null && properties.Count > 1)
        {
            var ordered = properties.OrderBy(x => properties.Count(y => y.DeclaringType.IsAssignableFrom(x.DeclaringType))).ToList();
            if (ordered.TrueForAll(x => ordered[0].DeclaringType.IsAssignableFrom(x.DeclaringType)))
                return chosen.Except(ordered[..^1]);
        }

        var origins = string.Concat(properties.Select(x => $"{Environment.NewLine} - {x.DeclaringType.Name}"));
        var name = NameOf(properties[0]);
        Assert.True(
            properties.Count == 1 || own != null,
            $"Property '{name}' must be implemented explicitly because it is inherited from multiple interfaces:{origins}");
        Assert.True(own == null, $"Property '{name}' must be marked public to override inherited member from:{origins}");
        return chosen;
    }
}

using System.Reflection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// Providers of a parameter's possible values. This host, which writes no schema, does not use them,
/// but warns of what NUKE would warn of on every run.
/// </summary>
internal static class ValueSets
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    public static void Check(NukeBuild build)
    {
        foreach (var member in InjectedValues.MembersOf(build.GetType()))
        {
            if (member.GetCustomAttribute<ParameterAttribute>() is not { ValueProviderMember: { } name } attribute)
                continue;

            var type = attribute.ValueProviderType ?? build.GetType();
            var provider = type.GetMember(name, Any).SingleOrDefault(x => x is FieldInfo or PropertyInfo);
            var problem = provider == null ? $"No single provider '{type.Name}.{name}' found"
                : Members.TypeOf(provider) != typeof(IEnumerable<string>) ? $"Value provider '{name}' must be of type 'IEnumerable<string>'"
                : null;
            if (problem != null)
                Log.Warning(new ArgumentException(problem), "Could not resolve value-set for {Parameter}", $"{member.DeclaringType?.Name}.{member.Name}");
        }
    }
}

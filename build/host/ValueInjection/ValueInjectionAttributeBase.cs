using System.Reflection;
using Nuke.Common.Execution;
using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>Marks a member whose value comes from outside the build's code.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    public INukeBuild Build { get; internal set; }

    public virtual int Priority => 0;

    public virtual bool SuppressWarnings => false;

    public abstract object GetValue(MemberInfo member, object instance);

    /// <summary>The value, or null with a warning: a value that cannot be had never fails the build by itself.</summary>
    public object TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
#pragma warning disable CA1031 // Whatever the attribute met, the member keeps its default.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!SuppressWarnings)
                Log.Warning(exception.Unwrap(), "Could not inject value for {Member}", $"{member.DeclaringType?.Name}.{member.Name}");
            return null;
        }
    }
}

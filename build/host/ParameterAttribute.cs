using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>A member whose value may be given on the command line, in the environment or in .nuke/parameters.json.</summary>
public class ParameterAttribute : ValueInjectionAttributeBase
{
    public ParameterAttribute(string description = null)
        => Description = description;

    public virtual string Description { get; }
    public string Name { get; set; }
    public string Separator { get; set; }
    public virtual bool List { get; set; } = true;
    public Type ValueProviderType { get; set; }
    public string ValueProviderMember { get; set; }

    public override object GetValue(MemberInfo member, object instance)
        => ParameterValues.Of(member);

    public virtual IEnumerable<(string, object)> GetValueSet(MemberInfo member, object instance)
        => null;
}

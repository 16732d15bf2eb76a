using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Checks, before anything runs, what scheduled targets and [Required] members demand. This host never prompts.</summary>
internal static class Requirements
{
    public static void Validate(NukeBuild build)
    {
        foreach (var target in build.ScheduledTargets)
        {
            foreach (var requirement in target.DelegateRequirements)
                Validate(requirement, target, build);
        }

        foreach (var member in InjectedValues.MembersOf(build.GetType()).Where(x => x.IsDefined(typeof(RequiredAttribute))))
            Assert.False(IsEmpty(member, build), $"Member '{Name(member)}' is required to be not null or empty");
    }

    private static void Validate(LambdaExpression requirement, ExecutableTarget target, NukeBuild build)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            Assert.True(condition.Compile()(), $"Target '{target.Name}' requires '{condition.Body}'");
            return;
        }

        var named = Members.In(requirement);
        var member = named.DeclaringType == build.GetType() ? named : build.GetType().GetMember(named.Name).SingleOrDefault() ?? named;
        Assert.True(
            member.IsDefined(typeof(ValueInjectionAttributeBase)),
            $"Member '{Name(member)}' is required from target '{target.Name}' but not marked with an injection attribute.");
        Assert.False(IsEmpty(member, build), $"Target '{target.Name}' requires member '{Name(named)}' to be not null or empty");
    }

    private static bool IsEmpty(MemberInfo member, NukeBuild build)
        => Members.Get(member, build) switch
        {
            null => true,
            string text => string.IsNullOrWhiteSpace(text),
            _ => false,
        };

    private static string Name(MemberInfo member)
        => member.IsDefined(typeof(ParameterAttribute)) ? ParameterNames.Of(member) : member.Name;
}

#pragma warning disable CS1591 // Only what ships is documented.
#nullable disable
using System;
using System.Collections.Generic;
using System.Threading.Tasks;

// The least of NUKE's face that the generated code is compiled against.
namespace Nuke.Common
{
    public delegate ITargetDefinition Target(ITargetDefinition definition);

    public interface ITargetDefinition
    {
        ITargetDefinition Description(string description);
        ITargetDefinition Executes(params Action[] actions);
        ITargetDefinition Executes<T>(Func<T> action);
        ITargetDefinition Executes(Func<Task> action);
        ITargetDefinition DependsOn(params Target[] targets);
        ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);
        ITargetDefinition Before(params Target[] targets);
        ITargetDefinition Before<T>(params Func<T, Target>[] targets);
        ITargetDefinition After(params Target[] targets);
        ITargetDefinition After<T>(params Func<T, Target>[] targets);
        ITargetDefinition Triggers(params Target[] targets);
        ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);
        ITargetDefinition Unlisted();
    }

    public interface INukeBuild { }
}

namespace Nuke.Common.Tooling
{
    public abstract class Enumeration
    {
        protected string Value { get; set; }
    }
}

#nullable disable
using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

// The face of NUKE that a build and the component meet, nullable-oblivious as NUKE's assemblies are. NUKE_8 leaves out what came later,
// READ_ONLY_PLAN is what Fallout is to become; Fallout's is the same with its own names (see Host).
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
        ITargetDefinition DependentFor(params Target[] targets);
        ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);
        ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression("condition")] string conditionExpression = null);
        ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression("condition")] string conditionExpression = null);
        ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);
        ITargetDefinition Before(params Target[] targets);
        ITargetDefinition Before<T>(params Func<T, Target>[] targets);
        ITargetDefinition After(params Target[] targets);
        ITargetDefinition After<T>(params Func<T, Target>[] targets);
        ITargetDefinition Triggers(params Target[] targets);
        ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);
        ITargetDefinition TriggeredBy(params Target[] targets);
        ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);
        ITargetDefinition AssuredAfterFailure();
        ITargetDefinition ProceedAfterFailure();
        ITargetDefinition Unlisted();
        ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets);
    }

    public interface INukeBuild
    {
        void ReportSummary(Configure<Dictionary<string, string>> configurator = null);

        // Without a body: nobody outside the host can implement the interface.
        internal bool IsInterceptorExecution { get; }

#if READ_ONLY_PLAN
        IReadOnlyCollection<ITargetModel> ExecutionPlan { get; }
#else
        IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }
#endif
        IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }
        IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }
#if !NUKE_8
        bool IsSucceeding { get; }
#endif
        int? ExitCode { get; set; }
        AbsolutePath RootDirectory { get; }
        AbsolutePath TemporaryDirectory { get; }
        bool IsLocalBuild { get; }
        bool IsServerBuild { get; }
        T TryGetValue<T>(Expression<Func<T>> parameterExpression) where T : class;
        T TryGetValue<T>(Expression<Func<object>> parameterExpression);
    }

    public abstract class NukeBuild : INukeBuild
    {
        protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions) where T : NukeBuild, new() => 0;

        public static AbsolutePath RootDirectory => null;
        public static AbsolutePath TemporaryDirectory => null;
        public static bool IsLocalBuild => true;
        public static bool IsServerBuild => false;
#if READ_ONLY_PLAN
        public IReadOnlyCollection<ITargetModel> ExecutionPlan => null;
#else
        public IReadOnlyCollection<ExecutableTarget> ExecutionPlan => null;
#endif
        public IReadOnlyCollection<ExecutableTarget> InvokedTargets => null;
        public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => null;
#if !NUKE_8
        public bool IsSucceeding => true;
#endif
        public int? ExitCode { get; set; }
        public void ReportSummary(Configure<Dictionary<string, string>> configurator = null) { }

        bool INukeBuild.IsInterceptorExecution => false;
        AbsolutePath INukeBuild.RootDirectory => null;
        AbsolutePath INukeBuild.TemporaryDirectory => null;
        bool INukeBuild.IsLocalBuild => true;
        bool INukeBuild.IsServerBuild => false;
        T INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression) => null;
        T INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression) => default;
    }

    public class ParameterAttribute : Attribute
    {
        public ParameterAttribute(string description = null) => Description = description;

        public virtual string Description { get; }
        public string Name { get; set; }
        public string Separator { get; set; }
        public virtual bool List { get; set; }
        public Type ValueProviderType { get; set; }
        public string ValueProviderMember { get; set; }
    }

    public class SecretAttribute : Attribute { }
}

namespace Nuke.Common.Execution
{
    public enum ExecutionStatus { None, Scheduled, NotRun, Skipped, Running, Succeeded, Failed, Collective, Aborted }

    public interface ITargetModel
    {
        string Name { get; }
        ExecutionStatus Status { get; }
    }

    public class ExecutableTarget : ITargetModel
    {
        public bool Invoked { get; set; }
        public string Name { get; set; }
        public ExecutionStatus Status { get; set; }
        public Delegate Factory { get; set; }
    }
}

namespace Nuke.Common.IO
{
    public class AbsolutePath
    {
        public static implicit operator string(AbsolutePath path) => path?.ToString();
        public static implicit operator AbsolutePath(string path) => new AbsolutePath();
        public static AbsolutePath operator /(AbsolutePath left, string right) => left;
    }
}

namespace Nuke.Common.Tooling
{
    public delegate T Configure<T>(T options);

    public abstract class Enumeration
    {
        protected string Value { get; set; }
        public static implicit operator string(Enumeration value) => value?.Value;
        protected bool Equals(Enumeration other) => Value == other.Value;
        public override bool Equals(object obj) => obj is Enumeration other && Equals(other);
        public override int GetHashCode() => 0;
        public override string ToString() => Value;
    }
}

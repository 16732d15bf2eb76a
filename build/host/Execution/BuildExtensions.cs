using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>The extensions of a build in order of priority. The build's own On… methods come after them.</summary>
internal sealed class BuildExtensions
{
    private readonly List<IBuildExtension> _extensions;

    public BuildExtensions(NukeBuild build)
    {
        var attributes = build.GetType().GetCustomAttributes<BuildExtensionAttributeBase>().OrderByDescending(x => x.Priority).ToList();
        attributes.ForEach(x => x.Build = build);
        _extensions = [.. attributes, new OwnMethods(build)];
    }

    public void Run<T>(Action<T> action)
        where T : IBuildExtension
    {
        foreach (var extension in _extensions.OfType<T>())
            action(extension);
    }

    private sealed class OwnMethods(NukeBuild build)
        : IOnBuildCreated, IOnBuildInitialized, IOnTargetRunning, IOnTargetSkipped, IOnTargetSucceeded, IOnTargetFailed, IOnBuildFinished
    {
        public float Priority => float.MinValue;

        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
            => build.OnBuildCreated();

        public void OnBuildInitialized(
            IReadOnlyCollection<ExecutableTarget> executableTargets,
            IReadOnlyCollection<ExecutableTarget> executionPlan)
            => build.OnBuildInitialized();

        public void OnTargetRunning(ExecutableTarget target)
            => build.OnTargetRunning(target.Name);

        public void OnTargetSkipped(ExecutableTarget target)
            => build.OnTargetSkipped(target.Name);

        public void OnTargetSucceeded(ExecutableTarget target)
            => build.OnTargetSucceeded(target.Name);

        public void OnTargetFailed(ExecutableTarget target)
            => build.OnTargetFailed(target.Name);

        public void OnBuildFinished()
            => build.OnBuildFinished();
    }
}

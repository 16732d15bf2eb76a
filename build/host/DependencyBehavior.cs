namespace Nuke.Common;

/// <summary>What happens to a skipped target's dependencies that nothing else needs.</summary>
public enum DependencyBehavior
{
    Skip,
    Execute
}

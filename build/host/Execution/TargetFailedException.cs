namespace Nuke.Common.Execution;

/// <summary>Ends a run after the failure of a target was reported.</summary>
internal sealed class TargetFailedException(string target, Exception inner) : Exception($"Target '{target}' has thrown an exception", inner);

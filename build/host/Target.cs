namespace Nuke.Common;

/// <summary>A build target: a property of this type is one step of a build.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);

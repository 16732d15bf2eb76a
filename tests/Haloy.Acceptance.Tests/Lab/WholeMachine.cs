namespace Haloy.Acceptance.Tests.Lab;

/// <summary>
/// Tests whose clients take all of the machine that there is for as long as their deploys take. Beside others both take more than twice as
/// long, which the clients use for more requests: they run one after the other, when all others are through.
/// </summary>
[CollectionDefinition(nameof(WholeMachine), DisableParallelization = true)]
public sealed class WholeMachine;

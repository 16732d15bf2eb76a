using Haloy.Engine.Deploying;
using Haloy.Engine.Planning;
using Haloy.Engine.Tests.Planning;
using Haloy.Manifest;

namespace Haloy.Engine.Tests.Deploying;

public sealed class AfterTests
{
    private static readonly EquatableArray<ObservedContainer> _old = EquatableArray.Of(A.Container(1));

    [Fact]
    public void A_way_back_that_failed_says_what_may_not_serve()
    {
        Assert.Equal(
            "The way back could not be finished either: no engine. What served goes on serving. 'nuke StatusShop' shows what runs; deploy again once the reason is gone, which also cleans up.",
            After.NoWayBack(A.Target(), [new Step.Start(default)], "no engine."));
        Assert.Contains("Some of what served may be stopped.", After.NoWayBack(A.Target(), [new Step.Retire(_old)], "no engine."));
        Assert.Contains("The old version was stopped and may not serve again yet.", After.NoWayBack(A.Target(), [new Step.Close(), new Step.Stop(_old)], "no engine."));
    }
}

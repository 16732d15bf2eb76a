namespace Haloy.Engine.Docker;

/// <summary>One request as the traffic sees it; complete once its answer is no longer waited for.</summary>
internal sealed class RoundTrip(EngineTraffic traffic, long depth)
{
    public void Complete() => traffic.Complete(depth);
}

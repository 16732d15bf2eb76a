using System;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;

namespace Haloy.Engine.Deploying;

/// <summary>Hears of what happens during a run. Called from any thread, one call at a time.</summary>
public interface IDeploymentObserver
{
    /// <summary>Something happened.</summary>
    void On(DeploymentEvent happened);
}

/// <summary>Something that happened and that a person may want to see. The engine never prints; whoever hosts it does.</summary>
public abstract record DeploymentEvent
{
    private DeploymentEvent() { }

    /// <summary>The key of the target concerned; null: the run as a whole.</summary>
    public string? Target { get; init; }

    /// <summary>A server was reached.</summary>
    /// <param name="Server">As the file names it.</param>
    /// <param name="Engine">Its engine's version.</param>
    /// <param name="Platform">Such as <c>linux/amd64</c>.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record ServerReached(string Server, string Engine, string Platform, TimeSpan Took) : DeploymentEvent;

    /// <summary>An engine was asked something.</summary>
    /// <param name="Server">As the file names it, or this machine.</param>
    /// <param name="Request">What, and how long the answer took.</param>
    public sealed record EngineAsked(string Server, EngineRequestRecord Request) : DeploymentEvent;

    /// <summary>A hook's command begins.</summary>
    /// <param name="Hook">The key in the file, such as <c>pre_deploy</c>.</param>
    /// <param name="Command">The command, as written.</param>
    public sealed record HookStarted(string Hook, string Command) : DeploymentEvent;

    /// <summary>A line of another program's output: a hook, a build.</summary>
    /// <param name="Source">The program: <c>pre_deploy</c>, <c>build</c> …</param>
    /// <param name="Line">The line.</param>
    /// <param name="IsError">Whether it came on the error stream.</param>
    public sealed record Output(string Source, string Line, bool IsError) : DeploymentEvent;

    /// <summary>An image is being built.</summary>
    /// <param name="Reference">What it will be called.</param>
    /// <param name="Platform">What it is for; null: the engine's own.</param>
    public sealed record BuildStarted(string Reference, string? Platform) : DeploymentEvent;

    /// <summary>An image was built.</summary>
    /// <param name="Reference">Its name.</param>
    /// <param name="ImageId">Its id.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record BuildFinished(string Reference, string ImageId, TimeSpan Took) : DeploymentEvent;

    /// <summary>A built image is in its registry.</summary>
    /// <param name="Reference">Its name.</param>
    /// <param name="Digest">Its digest there.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record ImagePushed(string Reference, string Digest, TimeSpan Took) : DeploymentEvent;

    /// <summary>A deployment of a target begins.</summary>
    /// <param name="Deployment">Its id.</param>
    /// <param name="Server">Where.</param>
    /// <param name="IsRollback">Whether it was there before and comes back.</param>
    public sealed record DeploymentStarted(DeploymentId Deployment, string Server, bool IsRollback) : DeploymentEvent;

    /// <summary>Another deploy of the app is under way; this one waits.</summary>
    /// <param name="Holder">Who deploys, from where, since when.</param>
    public sealed record WaitingForLock(string Holder) : DeploymentEvent;

    /// <summary>Bytes of an image went to the server, counted before compression.</summary>
    /// <param name="Sent">So far.</param>
    /// <param name="Total">Of so many that are to be sent; 0: not known.</param>
    /// <param name="Elapsed">Since the first of them.</param>
    public sealed record ImageProgress(long Sent, long Total, TimeSpan Elapsed = default) : DeploymentEvent;

    /// <summary>The image is on the server.</summary>
    /// <param name="Reference">Its name.</param>
    /// <param name="ImageId">Its id.</param>
    /// <param name="BytesSent">What travelled; 0: it was there.</param>
    /// <param name="BytesTotal">The size of the whole image.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record ImageArrived(string Reference, string ImageId, long BytesSent, long BytesTotal, TimeSpan Took) : DeploymentEvent;

    /// <summary>A step of the plan begins.</summary>
    /// <param name="Step">The step in words.</param>
    public sealed record StepStarted(string Step) : DeploymentEvent;

    /// <summary>A step of the plan is done, or failed.</summary>
    /// <param name="Step">The step in words.</param>
    /// <param name="Took">How long it took.</param>
    /// <param name="IsFailed">Whether it failed.</param>
    public sealed record StepFinished(string Step, TimeSpan Took, bool IsFailed = false) : DeploymentEvent;

    /// <summary>So many of a deployment's containers are ready: told when some begin to be waited for, and as each becomes it.</summary>
    /// <param name="Ready">So many are.</param>
    /// <param name="Wanted">So many are to serve.</param>
    public sealed record ReplicasReady(int Ready, int Wanted) : DeploymentEvent;

    /// <summary>Something that a person should know but that stops nothing.</summary>
    /// <param name="Message">In words.</param>
    public sealed record Warned(string Message) : DeploymentEvent;

    /// <summary>The deploy failed; the way back begins.</summary>
    /// <param name="Reason">What went wrong.</param>
    public sealed record PuttingBack(string Reason) : DeploymentEvent;

    /// <summary>A target's deploy is over.</summary>
    /// <param name="Report">All about it.</param>
    public sealed record TargetFinished(TargetReport Report) : DeploymentEvent;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Images;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Deploying;

/// <summary>
/// What one target's deploy has at hand: its server, the run that it is part of, its clock. The <see cref="Deployer"/>
/// tells the story with these.
/// </summary>
internal sealed class TargetRun(RunContext context, TargetSpec target, DeployServer server) : IAsyncDisposable
{
    public TargetSpec Target => target;

    public TimeProvider Time => context.Time;

    /// <summary>The server's engine.</summary>
    public DockerEngine Engine => server.Engine;

    /// <summary>Whether the connection to the server still stands.</summary>
    public bool IsConnected => server.WhyClosed is null;

    public TargetClock Clock { get; } = new(target.Key, context.Observer, context.Time);

    /// <summary>The deployment that is to serve.</summary>
    public DeploymentId Deployment { get; private set; } = context.NewDeployment();

    /// <summary>Whether that is settled: a rollback knows it once there is a plan.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>How a failure ended: set by whoever put things back.</summary>
    public Outcome Outcome { get; set; } = Outcome.Failed;

    /// <summary>What serves after a failure, as a sentence for people; null: nothing was touched yet.</summary>
    public string? Ending { get; set; }

    /// <summary>The requests that are made during the switch, when the user wants to see that none is lost.</summary>
    public Proof Proof { get; } = new(context.Settings.Prove, target, server, context.Time);

    /// <summary>The image that was brought; null: none was yet.</summary>
    public DeliveredImage? Image { get; private set; }

    /// <summary>Begins a deployment: a new one, or with <paramref name="back"/> one that was there before.</summary>
    public void Begin(DeploymentId? back = null)
    {
        (Deployment, HasBegun) = (back ?? Deployment, true);
        Clock.Tell(new DeploymentEvent.DeploymentStarted(Deployment, target.Server.Text, IsRollback: back is not null));
    }

    public async Task<DeployLock> TakeLockAsync(CancellationToken ct) =>
        await Clock.DoAsync("lock", () => DeployLock.TakeAsync(
            server.Engine, server.Door, context.LockOf(target.Name, holder => Clock.Tell(new DeploymentEvent.WaitingForLock(holder))), Time, ct), isShown: false);

    public Task<Survey> SurveyAsync(DeployLock held, CancellationToken ct) =>
        Clock.DoAsync("survey", () => Survey.TakeAsync(server.Engine, target.Name, server.Door, held, ct), isShown: false);

    /// <summary>Brings the image.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="planned">Until then it is only looked for.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<DeliveredImage> BringImageAsync(DeployLock held, Task planned, CancellationToken ct)
    {
        var begun = Clock.Elapsed;
        var image = await Clock.DoAsync("image", () => context.Images.BringAsync(target, server, held, planned, Clock, ct), isShown: false);
        Clock.Tell(new DeploymentEvent.ImageArrived(target.Image.Reference, image.Id, image.BytesSent, image.BytesTotal, Clock.Elapsed - begun));
        return Image = image;
    }

    public Task RunHooksAsync(string hook, EquatableArray<string> commands, CancellationToken ct) =>
        commands.Count == 0 ? Task.CompletedTask
        : Clock.DoAsync(hook, () => context.RunHooksAsync(hook, commands, this, ct), isShown: false);

    /// <summary>Makes the containers of a new deployment.</summary>
    public async Task<ContainerFactory> FactoryForAsync(DeliveredImage image, CancellationToken ct) =>
        new(server.Engine, target, Deployment, image.Id, await context.EnvironmentOfAsync(target, ct), context.SpecOf(target), server.Info.DefaultLoggingDriver)
        {
            RecordedLayers = image.RecordedLayers,
            HasNoHealthcheck = image.Image is { Layers.Count: > 0, Config.Healthcheck: null },
        };

    /// <summary>For a rollback, which makes no container: what comes back has its own image and environment.</summary>
    public ContainerFactory FactoryForKept(DeploymentPlan plan) =>
        new(server.Engine, target, plan.Deployment, plan.Incoming.Select(i => i.Kept!.ImageId).First(), [], "", server.Info.DefaultLoggingDriver);

    public StepPerformer PerformerOf(DeploymentPlan plan, Survey survey, ContainerFactory factory) =>
        new(server.Engine, server.Door, factory, target, context.Settings, survey.Proxy, new ReadyCount(plan.Incoming, Clock.Tell), Time);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Proof.DisposeAsync();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Deploying;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Operating;

/// <summary>Runs a command in one of a target's containers, as if it were run here: input, output, exit code, terminal.</summary>
internal static class TargetCommand
{
    public static async Task<CommandResult> RunAsync(
        TargetSpec target, DeployServer server, string command, string? container, CommandStreams streams, CancellationToken ct)
    {
        var arguments = CommandText.Arguments(command);
        var chosen = await ChooseAsync(target, server, container, ct);
        await using var session = await server.Engine.ExecAsync(chosen.Id, new ExecCreation
        {
            Cmd = arguments,
            AttachStdin = streams.Input is not null,
            Tty = streams.Terminal is not null,
            Env = streams.Terminal is null ? [] : ["TERM=xterm-256color"],
        }, ct);
        await ConverseAsync(session, streams, ct);
        return new(target.Key, target.Server.Text, chosen.Name, await session.ExitCodeAsync(ct));
    }

    private static async Task ConverseAsync(ExecSession session, CommandStreams streams, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var raw = streams.Terminal?.BeginRaw();
        void Resize() => _ = ResizeAsync(session, streams.Terminal!, over.Token);
        if (streams.Terminal is { } terminal)
        {
            terminal.Resized += Resize;
            await ResizeAsync(session, terminal, over.Token);
        }

        // The command's end ends the conversation, not our input's: a terminal's never ends.
        if (streams.Input is { } input)
            _ = SendAsync(session, input, isTerminal: streams.Terminal is not null, over.Token);
        await session.CopyOutputAsync(streams.Output, streams.Error, ct);
        await streams.Output.FlushAsync(ct);
        await streams.Error.FlushAsync(ct);
        if (streams.Terminal is { } used)
            used.Resized -= Resize;
        await over.CancelAsync();
    }

    private static async Task SendAsync(ExecSession session, Stream input, bool isTerminal, CancellationToken ct)
    {
        try
        {
            await input.CopyToAsync(session.Input, ct);
            // In a terminal the end of the input is a key; to the engine it would be the end of the conversation.
            if (!isTerminal)
                await session.CloseInputAsync(ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The command has ended, or does not want more; its exit code tells.
        }
    }

    private static async Task ResizeAsync(ExecSession session, ICommandTerminal terminal, CancellationToken ct)
    {
        try
        {
            var (width, height) = terminal.Size;
            await session.ResizeAsync(width, height, ct);
        }
        catch (Exception e) when (e is DockerEngineException or OperationCanceledException)
        {
            // It has just ended, or has no terminal yet: not worth a command's life.
        }
    }

    private static async Task<ObservedContainer> ChooseAsync(TargetSpec target, DeployServer server, string? wanted, CancellationToken ct)
    {
        var survey = await Survey.TakeAsync(server.Engine, target.Name, server.Door, ct);
        var situation = Situation.Of(survey.Server, target.Name);
        IReadOnlyList<ObservedContainer> running = [.. situation.Serving, .. situation.Idle, .. situation.Leftovers.Where(c => c.Running)];
        if (running.Count == 0)
            throw new PreflightException([$"{target.Key} has no running container on {target.Server}. 'nuke Deploy{TargetNaming.PascalCase(target.Key)}' starts it."]);
        return (wanted is null ? running[0] : running.FirstOrDefault(c => ReplicaName.Means(wanted, c.Name, c.Id)))
            ?? throw new PreflightException([$"{target.Key} has no running container '{wanted}' on {target.Server}. It has: {string.Join(", ", running.Select(c => c.Name))}."]);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Starts a command in a running container.</summary>
    /// <exception cref="DockerConflictException">The container does not run.</exception>
    public async Task<ExecSession> ExecAsync(string id, ExecCreation creation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(creation);

        // The connection that the command takes over is opened meanwhile: through a tunnel that is a round trip saved.
        var opening = OpenOwnAsync(cancellationToken);
        OwnConnection? own = null;
        try
        {
            var execId = await CreateExecAsync(id, creation, cancellationToken);
            own = await opening;
            var request = EngineRequest
                .Post($"/exec/{execId}/start")
                .With(new ExecStartJson { Tty = creation.Tty }, WireJson.Default.ExecStartJson);
            var answer = await SendAsync(request with { Upgrades = true, Over = own, IsVersioned = IsVersionKnown }, cancellationToken);
            var connection = new HijackedConnection(answer, own, isFramed: !creation.Tty);
            return new ExecSession(connection, token => ExecExitCodeAsync(execId, token), (width, height, token) => ResizeExecAsync(execId, width, height, token));
        }
        catch when (own is null)
        {
            _ = DisposeOnceOpenAsync(opening);
            throw;
        }
    }

    /// <summary>Runs a command in a running container to its end.</summary>
    /// <param name="id">The container's id or name.</param>
    /// <param name="cmd">The command and its arguments.</param>
    /// <param name="input">Its standard input; null: it has none.</param>
    /// <param name="cancellationToken">Stops waiting; the command may go on.</param>
    public async Task<ExecResult> RunAsync(string id, IReadOnlyList<string> cmd, string? input, CancellationToken cancellationToken)
    {
        await using var session = await ExecAsync(id, new ExecCreation { Cmd = cmd, AttachStdin = input is not null }, cancellationToken);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        await Task.WhenAll(
            session.CopyOutputAsync(output, error, cancellationToken),
            SendInputAsync(session, input, cancellationToken));
        return new ExecResult(await session.ExitCodeAsync(cancellationToken), Text(output), Text(error));
    }

    private async Task<string> CreateExecAsync(string id, ExecCreation creation, CancellationToken cancellationToken)
    {
        var body = new ExecCreationJson
        {
            Cmd = creation.Cmd,
            Env = creation.Env,
            AttachStdin = creation.AttachStdin,
            AttachStdout = true,
            AttachStderr = true,
            Tty = creation.Tty,
            User = creation.User,
            WorkingDir = creation.WorkingDir,
        };
        var request = EngineRequest.Post($"/containers/{id}/exec").With(body, WireJson.Default.ExecCreationJson);
        return (await AskAsync(request with { IsVersioned = IsVersionKnown }, WireJson.Default.CreatedJson, cancellationToken)).Id;
    }

    /// <summary>The engine has no call that waits for a command: it is asked until it says so, first at once.</summary>
    private async Task<int> ExecExitCodeAsync(string execId, CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(10); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var state = await AskAsync(EngineRequest.Get($"/exec/{execId}/json"), WireJson.Default.ExecStateJson, cancellationToken);
            if (!state.Running && state.ExitCode is { } code)
                return code;
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private Task ResizeExecAsync(string execId, int width, int height, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/exec/{execId}/resize?h={height}&w={width}"), cancellationToken);

    private static TimeSpan LongestPause { get; } = TimeSpan.FromMilliseconds(500);

    private static async Task SendInputAsync(ExecSession session, string? input, CancellationToken cancellationToken)
    {
        if (input is null)
            return;

        await session.Input.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
        await session.CloseInputAsync(cancellationToken);
    }

    private static async Task DisposeOnceOpenAsync(Task<OwnConnection> opening)
    {
        try
        {
            (await opening).Dispose();
        }
        catch (Exception e) when (e is DockerUnreachableException or OperationCanceledException)
        {
            // There is nothing to dispose, and what failed first has been told.
        }
    }

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}

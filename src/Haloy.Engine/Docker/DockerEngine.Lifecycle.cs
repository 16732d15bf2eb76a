using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Starts a container; one that runs already is left alone.</summary>
    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/containers/{id}/start") with { AlsoFine = [HttpStatusCode.NotModified] }, cancellationToken);

    /// <summary>Stops a container and returns once it has exited; one that does not run is left alone.</summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="grace">How long it may take until it is killed; whole seconds, rounded up.</param>
    /// <param name="cancellationToken">Gives up waiting; the engine goes on.</param>
    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/containers/{id}/stop?t={(long)Math.Ceiling(grace.TotalSeconds)}") with { AlsoFine = [HttpStatusCode.NotModified] }, cancellationToken);

    /// <summary>Sends a container's first process a signal.</summary>
    /// <exception cref="DockerConflictException">It does not run.</exception>
    public Task KillContainerAsync(string id, string signal, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/containers/{id}/kill?signal={signal}"), cancellationToken);

    /// <summary>Waits until a container does not run.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitContainerAsync(string id, CancellationToken cancellationToken) =>
        await await BeginWaitContainerAsync(id, cancellationToken);

    /// <summary>Begins to wait until a container does not run. Returns once the engine has heard so: no end is missed from then on.</summary>
    /// <returns>The wait, with its exit code.</returns>
    internal async Task<Task<int>> BeginWaitContainerAsync(string id, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Post($"/containers/{id}/wait") with { IsOpenEnded = true };
        return ExitCodeAsync(request, await SendAsync(request, cancellationToken), cancellationToken);
    }

    private static async Task<int> ExitCodeAsync(EngineRequest request, EngineAnswer answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var exit = await answer.ReadAsync(WireJson.Default.ExitJson, cancellationToken);
            return exit.Error?.Message is { Length: > 0 } message
                ? throw new DockerEngineException(request.ToString(), null, message)
                : exit.StatusCode;
        }
    }

    /// <summary>Renames a container, running or not.</summary>
    /// <exception cref="DockerConflictException">The name is taken.</exception>
    public Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken) =>
        DoAsync(EngineRequest.Post($"/containers/{id}/rename?name={name}"), cancellationToken);

    /// <summary>Removes a container. One that is not there, or is being removed already, is fine.</summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="force">Whether a running one is killed; otherwise it is a conflict.</param>
    /// <param name="volumes">Whether its anonymous volumes go with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RemoveContainerAsync(string id, bool force, bool volumes, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(EngineRequest.Delete($"/containers/{id}?force={force}&v={volumes}") with { AlsoFine = [HttpStatusCode.NotFound] }, cancellationToken);
        }
        catch (DockerConflictException e) when (e.EngineMessage.Contains("already in progress", StringComparison.Ordinal))
        {
            // Somebody else's removal, for example the engine's own of an auto-removed container.
        }
    }
}

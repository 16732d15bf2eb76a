using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

public sealed partial class DockerEngine
{
    /// <summary>Pulls an image and tells how far it is. It is there once the enumeration ends.</summary>
    /// <param name="reference">With a tag or digest; without, the tag is <c>latest</c>.</param>
    /// <param name="platform">For example <c>linux/arm64</c>; null: the engine's own.</param>
    /// <param name="auth">The login; null: nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<PullProgress> PullImageAsync(
        string reference, string? platform, RegistryAuth? auth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Without a tag the engine would pull every tag there is.
        var (repository, tag) = ImageName.Split(reference);
        var whole = tag is null && !reference.Contains('@', StringComparison.Ordinal) ? repository + ":latest" : reference;
        var request = (platform is null
            ? EngineRequest.Post($"/images/create?fromImage={whole}")
            : EngineRequest.Post($"/images/create?fromImage={whole}&platform={platform}")) with { RegistryAuth = RegistryAuth.Header(auth) };
        await foreach (var message in MessagesAsync(request, cancellationToken))
            yield return new PullProgress(message.Id, message.Status ?? "", message.ProgressDetail?.Current, message.ProgressDetail?.Total);
    }

    /// <summary>Pulls an image to the end.</summary>
    /// <inheritdoc cref="PullImageAsync"/>
    public async Task PullImageToEndAsync(string reference, string? platform, RegistryAuth? auth, CancellationToken cancellationToken)
    {
        await foreach (var _ in PullImageAsync(reference, platform, auth, cancellationToken))
        {
        }
    }

    /// <summary>Pushes an image and tells how far it is. It is there once the enumeration ends.</summary>
    /// <param name="reference">With a tag; without, the tag is <c>latest</c>.</param>
    /// <param name="auth">The login; null: nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<PushProgress> PushImageAsync(
        string reference, RegistryAuth? auth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (repository, tag) = ImageName.Split(reference);
        var request = EngineRequest.Post($"/images/{repository}/push?tag={tag ?? "latest"}") with { RegistryAuth = RegistryAuth.Header(auth) };
        await foreach (var message in MessagesAsync(request, cancellationToken))
        {
            yield return new PushProgress(
                message.Id, message.Status ?? "", message.ProgressDetail?.Current, message.ProgressDetail?.Total, message.Aux?.Digest);
        }
    }

    /// <summary>Pushes an image to the end.</summary>
    /// <returns>The digest that it has in the registry; null where the engine did not say.</returns>
    /// <inheritdoc cref="PushImageAsync"/>
    public async Task<string?> PushImageToEndAsync(string reference, RegistryAuth? auth, CancellationToken cancellationToken)
    {
        string? digest = null;
        await foreach (var progress in PushImageAsync(reference, auth, cancellationToken))
            digest = progress.Digest ?? digest;
        return digest;
    }

    /// <summary>Asks the registry, through the engine, what a reference stands for now. Nothing is pulled.</summary>
    /// <param name="reference">With a tag or digest.</param>
    /// <param name="auth">The login; null: nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RegistryImage> FindInRegistryAsync(string reference, RegistryAuth? auth, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Get($"/distribution/{reference}/json") with { RegistryAuth = RegistryAuth.Header(auth) };
        return (await AskAsync(request, WireJson.Default.DistributionJson, cancellationToken)).ToImage();
    }

    /// <summary>Has the engine log in to a registry, to see whether it can. The engine does not keep the login.</summary>
    /// <exception cref="DockerEngineException">The registry did not accept it, or could not be reached.</exception>
    public Task CheckLoginAsync(RegistryAuth auth, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(auth);
        return DoAsync(EngineRequest.Post($"/auth").With(auth.ToJson(), WireJson.Default.RegistryAuthJson), cancellationToken);
    }

    /// <summary>The messages of a transfer; one that tells of a failure ends it.</summary>
    private async IAsyncEnumerable<ProgressJson> MessagesAsync(EngineRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(request, cancellationToken);
        await foreach (var message in answer.ReadManyAsync(WireJson.Default.ProgressJson, cancellationToken))
        {
            if (message.Failure is { } failure)
                throw new DockerEngineException(request.ToString(), null, failure);
            yield return message;
        }
    }
}

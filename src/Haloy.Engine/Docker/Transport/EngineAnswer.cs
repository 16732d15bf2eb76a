using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>An answer whose headers are there and whose body is yet to be read.</summary>
internal sealed class EngineAnswer(EngineRequest request, HttpResponseMessage response, AnswerBody body) : IDisposable
{
    public EngineRequest Request => request;

    public HttpStatusCode Status => response.StatusCode;

    /// <summary>The body; disposing it disposes the answer.</summary>
    public AnswerBody Body => body;

    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? values.FirstOrDefault()
            : null;

    /// <summary>Reads the one JSON value that the body is.</summary>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw Breakage.Of(request, e, cancellationToken);
        }
    }

    /// <summary>Reads JSON values as they come.</summary>
    public async IAsyncEnumerable<T> ReadManyAsync<T>(JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await using var values = JsonSerializer
            .DeserializeAsyncEnumerable(body, type, topLevelValues: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await values.MoveNextAsync())
                    yield break;
            }
            catch (JsonException e)
            {
                throw Breakage.Of(request, e, cancellationToken);
            }

            if (values.Current is { } value)
                yield return value;
        }
    }

    /// <summary>Reads a body that nobody is interested in, so that the connection can be used again.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => body.CopyToAsync(System.IO.Stream.Null, cancellationToken);

    public void Dispose() => body.Dispose();
}

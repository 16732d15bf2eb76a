using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Haloy.Engine.Docker;

/// <summary>A request to the engine. All that differs between one call and another is here.</summary>
internal sealed record EngineRequest
{
    private EngineRequest(HttpMethod method, EnginePath path)
    {
        Method = method;
        Path = path.ToString();
    }

    public HttpMethod Method { get; }

    /// <summary>Path and query, without the API version.</summary>
    public string Path { get; }

    public HttpContent? Body { get; init; }

    /// <summary>The value of <c>X-Registry-Auth</c>; a secret.</summary>
    public string? RegistryAuth { get; init; }

    /// <summary>Whether the path is prefixed with the negotiated API version.</summary>
    public bool IsVersioned { get; init; } = true;

    /// <summary>Whether the connection becomes a two-way stream.</summary>
    public bool Upgrades { get; init; }

    /// <summary>Whether the answer is worth having as soon as its headers are there, however long its body goes on.</summary>
    public bool IsOpenEnded { get; init; }

    /// <summary>Statuses besides 2xx that are not failures.</summary>
    public HttpStatusCode[] AlsoFine { get; init; } = [];

    /// <summary>The connection to use; null: any of the pool.</summary>
    public OwnConnection? Over { get; init; }

    public static EngineRequest Get(EnginePath path) => new(HttpMethod.Get, path);

    public static EngineRequest Post(EnginePath path) => new(HttpMethod.Post, path);

    public static EngineRequest Put(EnginePath path) => new(HttpMethod.Put, path);

    public static EngineRequest Delete(EnginePath path) => new(HttpMethod.Delete, path);

    public EngineRequest With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonBody(body, type) };

    public override string ToString() => $"{Method} {Path}";

    public HttpRequestMessage ToMessage(Version? version)
    {
        var prefix = version is null ? "" : $"/v{version.Major}.{version.Minor}";
        var message = new HttpRequestMessage(Method, new Uri($"http://docker{prefix}{Path}")) { Content = Body };
        if (RegistryAuth is not null)
            message.Headers.Add("X-Registry-Auth", RegistryAuth);
        if (Upgrades)
        {
            message.Headers.Connection.Add("Upgrade");
            message.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
        }

        return message;
    }

    /// <summary>Serialized at once: a body of known length is one write.</summary>
    private static ByteArrayContent JsonBody<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly List<FakeImage> _images = [];

    /// <summary>The images that are there.</summary>
    public IReadOnlyList<FakeImage> Images
    {
        get
        {
            lock (Gate)
                return [.. _images];
        }
    }

    /// <summary>The images that can be pulled, by reference; what is pushed is added.</summary>
    public Dictionary<string, FakeImage> Registry { get; init; } = [];

    /// <summary>What a load answers; null: what the tar holds is loaded.</summary>
    public Func<byte[], IReadOnlyList<JsonObject>>? OnLoad { get; set; }

    /// <summary>An image that is there already.</summary>
    public FakeImage AddImage(string reference)
    {
        var image = new FakeImage { Id = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference))) };
        image.RepoTags.Add(WithTag(reference));
        image.Layers.Add("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("layer of " + reference))));
        AddImage(image);
        return image;
    }

    /// <summary>An image that is there already; its tags are taken off others.</summary>
    public void AddImage(FakeImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        lock (Gate)
        {
            foreach (var other in _images)
                other.RepoTags.RemoveAll(image.RepoTags.Contains);
            _images.RemoveAll(other => other.Id == image.Id);
            _images.Add(image);
        }
    }

    /// <summary>The image of a reference or id; null when there is none.</summary>
    public FakeImage? FindImage(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (Gate)
        {
            return _images.Find(image => image.Id == reference
                || image.Id == "sha256:" + reference
                || image.RepoTags.Contains(WithTag(reference))
                || image.RepoDigests.Contains(reference));
        }
    }

    private static string WithTag(string reference) =>
        reference.Contains('@', StringComparison.Ordinal) || reference.LastIndexOf(':') > reference.LastIndexOf('/') ? reference : reference + ":latest";

    private Task ImagesAsync(FakeExchange exchange, string[] parts)
    {
        var request = exchange.Request;
        var (name, action) = parts.Length > 2 ? (string.Join('/', parts[1..^1]), parts[^1]) : (parts[1], "");
        switch (request.Method, parts.Length == 2 ? parts[1] : action)
        {
            case ("GET", "json") when parts.Length == 2:
                return exchange.JsonAsync(200, new JsonArray([.. Images.Select(image => image.Summary())]));
            case ("POST", "load"):
                return LoadAsync(exchange);
            case ("POST", "create"):
                return PullAsync(exchange);
            case ("DELETE", _):
                return RemoveImageAsync(exchange, string.Join('/', parts[1..]));
            case ("POST", "push"):
                return PushAsync(exchange, name);
        }

        if (FindImage(name) is not { } found)
            return exchange.ErrorAsync(404, $"No such image: {name}");
        switch (request.Method, action)
        {
            case ("GET", "json"):
                return exchange.JsonAsync(200, found.Details());
            case ("GET", "get"):
                return exchange.SendAsync(200, "application/x-tar", found.Tar);
            case ("POST", "tag"):
                var reference = $"{request.Get("repo")}:{request.Get("tag")}";
                lock (Gate)
                {
                    foreach (var image in _images)
                        image.RepoTags.Remove(reference);
                    found.RepoTags.Add(reference);
                }

                return exchange.StatusAsync(201);
            default:
                return exchange.ErrorAsync(404, "page not found");
        }
    }

    private Task RemoveImageAsync(FakeExchange exchange, string reference)
    {
        if (FindImage(reference) is not { } image)
            return exchange.ErrorAsync(404, $"No such image: {reference}");
        lock (Gate)
        {
            var isByTag = image.RepoTags.Remove(WithTag(reference));
            if (isByTag && image.RepoTags.Count > 0)
                return exchange.JsonAsync(200, new JsonArray(new JsonObject { ["Untagged"] = reference }));
            if (_containers.Find(container => container.Image == image) is { } user && (user.IsRunning || !exchange.Request.Is("force")))
            {
                if (isByTag)
                    image.RepoTags.Add(WithTag(reference));
                return exchange.ErrorAsync(409, $"conflict: unable to remove repository reference \"{reference}\" (must force) - container {user.Id[..12]} is using its referenced image {image.Id[7..19]}");
            }

            _images.Remove(image);
        }

        return exchange.JsonAsync(200, new JsonArray(new JsonObject { ["Deleted"] = image.Id }));
    }

    private async Task LoadAsync(FakeExchange exchange)
    {
        var messages = OnLoad?.Invoke(exchange.Request.Body) ?? FakeImageTar.Load(this, exchange.Request.Body);
        await MessagesAsync(exchange, messages);
    }

    /// <summary>A failure as it is told inside an answer whose status is 200.</summary>
    public static JsonObject Failure(string message) => new() { ["errorDetail"] = new JsonObject { ["message"] = message }, ["error"] = message };

    private static async Task MessagesAsync(FakeExchange exchange, IEnumerable<JsonObject> messages)
    {
        await exchange.BeginChunksAsync("application/json");
        foreach (var message in messages)
            await exchange.ChunkAsync(message);
        await exchange.EndChunksAsync();
    }
}

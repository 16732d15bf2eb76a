using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    /// <summary>The digest that an image has in every registry.</summary>
    public static string DigestOf(FakeImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("manifest of " + image.Id)));
    }

    private FakeImage? FindInRegistry(string reference)
    {
        if (Registry.TryGetValue(reference, out var image))
            return image;
        var parts = reference.Split('@');
        return parts.Length < 2 ? null : Registry
            .Where(entry => entry.Key.StartsWith(parts[0] + ":", StringComparison.Ordinal) && DigestOf(entry.Value) == parts[1])
            .Select(entry => entry.Value).FirstOrDefault();
    }

    private Task DistributionAsync(FakeExchange exchange, string[] parts)
    {
        var reference = string.Join('/', parts[1..^1]);
        return FindInRegistry(reference) is { } image
            ? exchange.JsonAsync(200, new JsonObject
            {
                ["Descriptor"] = new JsonObject { ["digest"] = DigestOf(image), ["size"] = 528 },
                ["Platforms"] = new JsonArray(new JsonObject { ["architecture"] = image.Architecture, ["os"] = image.Os }),
            })
            : exchange.ErrorAsync(404, $"manifest for {reference} not found: manifest unknown: manifest unknown");
    }

    private async Task PullAsync(FakeExchange exchange)
    {
        var reference = exchange.Request.Get("fromImage");
        if (FindInRegistry(reference) is not { } image)
        {
            await exchange.ErrorAsync(404, $"manifest for {reference} not found: manifest unknown: manifest unknown");
            return;
        }

        var pulled = image.Copy();
        var repository = reference.Split('@')[0];
        if (reference != repository)
            pulled.RepoDigests.Add(reference);
        else
            pulled.RepoTags.Add(reference);
        AddImage(pulled);
        await MessagesAsync(exchange,
        [
            new JsonObject { ["status"] = "Pulling from " + reference, ["id"] = "latest" },
            new JsonObject { ["status"] = "Downloading", ["progressDetail"] = new JsonObject { ["current"] = 10, ["total"] = 20 }, ["progress"] = "[=>  ]", ["id"] = "0123456789ab" },
            new JsonObject { ["status"] = "Status: Downloaded newer image for " + reference },
        ]);
    }

    private async Task PushAsync(FakeExchange exchange, string repository)
    {
        var reference = $"{repository}:{exchange.Request.Get("tag")}";
        if (FindImage(reference) is not { } image)
        {
            await MessagesAsync(exchange, [Failure($"An image does not exist locally with the tag: {repository}")]);
            return;
        }

        Registry[reference] = image.Copy();
        var digest = DigestOf(image);
        lock (Gate)
            image.RepoDigests.Add($"{repository}@{digest}");
        await MessagesAsync(exchange,
        [
            new JsonObject { ["status"] = $"The push refers to repository [{repository}]" },
            new JsonObject { ["progressDetail"] = new JsonObject(), ["aux"] = new JsonObject { ["Tag"] = exchange.Request.Get("tag"), ["Digest"] = digest, ["Size"] = 528 } },
        ]);
    }
}

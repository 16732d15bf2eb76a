using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private Task CreateAsync(FakeExchange exchange)
    {
        var name = exchange.Request.Get("name");
        var body = exchange.Request.Json;
        var wanted = (string?)body["Image"] ?? "";
        var endpoints = body["NetworkingConfig"]?["EndpointsConfig"]?.AsObject() ?? [];
        if (FindImage(wanted) is not { } image)
            return exchange.ErrorAsync(404, $"No such image: {wanted}");
        if (exchange.Request.Version < new Version(1, 44) && endpoints.Count > 1)
            return exchange.ErrorAsync(400, "Container cannot be connected to network endpoints: " + string.Join(", ", endpoints.Select(pair => pair.Key)));

        FakeContainer container;
        lock (Gate)
        {
            if (_containers.Find(other => other.Name == name) is { } taken)
            {
                return exchange.ErrorAsync(409,
                    $"Conflict. The container name \"/{name}\" is already in use by container \"{taken.Id}\". You have to remove (or rename) that container to be able to reuse that name.");
            }

            container = new FakeContainer(this, NewId(), name, image, body);
            foreach (var (network, endpoint) in endpoints)
                container.Networks[network] = Endpoint(endpoint);
            if (endpoints.Count == 0)
                container.Networks[(string?)container.HostConfig["NetworkMode"] ?? "bridge"] = new FakeEndpoint();
            _containers.Add(container);
        }

        Tell(container, "create");
        return exchange.JsonAsync(201, new JsonObject { ["Id"] = container.Id, ["Warnings"] = new JsonArray() });
    }

    private static FakeEndpoint Endpoint(JsonNode? json) => new()
    {
        FixedIp = (string?)json?["IPAMConfig"]?["IPv4Address"],
        Aliases = [.. (json?["Aliases"]?.AsArray() ?? []).Select(alias => (string)alias!)],
    };

    private Task StartAsync(FakeExchange exchange, FakeContainer container)
    {
        if (container.IsRunning)
            return exchange.StatusAsync(304);
        return Start(container) switch
        {
            null => exchange.StatusAsync(204),
            { } reason when reason.EndsWith("not found", StringComparison.Ordinal) => exchange.ErrorAsync(404, reason),
            var reason => exchange.ErrorAsync(403, reason),
        };
    }

    private Task StopAsync(FakeExchange exchange, FakeContainer container)
    {
        if (!container.IsRunning)
            return exchange.StatusAsync(304);
        Exit(container, container.IgnoresStop ? 137 : 0);
        return exchange.StatusAsync(204);
    }

    private Task KillAsync(FakeExchange exchange, FakeContainer container)
    {
        if (!container.IsRunning)
            return exchange.ErrorAsync(409, $"Cannot kill container: {container.Id}: Container {container.Id} is not running");
        if (exchange.Request.Get("signal") is "KILL" or "SIGKILL" or "")
            Exit(container, 137);
        else if (!container.IgnoresStop)
            Exit(container, 143);
        return exchange.StatusAsync(204);
    }

    private Task RenameAsync(FakeExchange exchange, FakeContainer container)
    {
        var name = exchange.Request.Get("name");
        if (container.Name == name)
            return exchange.ErrorAsync(400, "Renaming a container with the same name as its current name");
        if (Find(name) is { } other)
            return exchange.ErrorAsync(409, $"Conflict. The container name \"/{name}\" is already in use by container \"{other.Id}\".");
        container.Name = name;
        Tell(container, "rename");
        return exchange.StatusAsync(204);
    }

    private Task RemoveAsync(FakeExchange exchange, FakeContainer container)
    {
        if (container.IsRunning && !exchange.Request.Is("force"))
            return exchange.ErrorAsync(409, $"You cannot remove a running container {container.Id}. Stop the container before attempting removal or force remove");
        Exit(container, 137);
        if (!container.IsRemoved)
            Remove(container);
        return exchange.StatusAsync(204);
    }

    private static Task WaitAsync(FakeExchange exchange, FakeContainer container) => WhileClientIsThereAsync(exchange, async gone =>
    {
        await exchange.BeginChunksAsync("application/json");
        while (container.ChangedAsync() is var changed && container.IsRunning)
            await changed.WaitAsync(gone);
        await exchange.ChunkAsync(new JsonObject { ["StatusCode"] = container.ExitCode, ["Error"] = null });
        await exchange.EndChunksAsync();
    });

    private static Task LogsAsync(FakeExchange exchange, FakeContainer container) => WhileClientIsThereAsync(exchange, async gone =>
    {
        var query = exchange.Request;
        var written = int.TryParse(query.Get("tail"), out var tail) ? Math.Max(0, container.LinesSoFar().Length - tail) : 0;
        await exchange.BeginChunksAsync(exchange.OutputType(container.HasTerminal));
        while (true)
        {
            var changed = container.ChangedAsync();
            var wasRunning = container.IsRunning;
            foreach (var (isError, text, time) in container.LinesSoFar().Skip(written))
            {
                written++;
                var line = System.Text.Encoding.UTF8.GetBytes((query.Is("timestamps") ? FakeContainerJson.Time(time) + " " : "") + text + (container.HasTerminal ? "\r\n" : "\n"));
                await exchange.ChunkAsync(container.HasTerminal ? line : FakeExchange.Frame(isError, line));
            }

            if (!query.Is("follow") || !wasRunning)
                break;
            await changed.WaitAsync(gone);
        }

        await exchange.EndChunksAsync();
    });

    private static Task PutArchiveAsync(FakeExchange exchange, FakeContainer container)
    {
        container.Archives[exchange.Request.Get("path")] = exchange.Request.Body;
        return exchange.StatusAsync(200);
    }

    private static Task GetArchiveAsync(FakeExchange exchange, FakeContainer container) =>
        container.Archives.TryGetValue(exchange.Request.Get("path"), out var tar)
            ? exchange.SendAsync(200, "application/x-tar", tar)
            : exchange.ErrorAsync(404, $"Could not find the file {exchange.Request.Get("path")} in container {container.Id}");

    /// <summary>Does something that may wait, and gives it up once the client has gone.</summary>
    private static async Task WhileClientIsThereAsync(FakeExchange exchange, Func<CancellationToken, Task> answer)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(exchange.Stopping);
        var watch = exchange.Connection.WatchAsync(gone);
        try
        {
            await answer(gone.Token);
        }
        finally
        {
            await gone.CancelAsync();
            await watch;
        }
    }
}

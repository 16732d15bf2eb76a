using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly List<FakeContainer> _containers = [];

    /// <summary>The containers that are there, in the order of their creation.</summary>
    public IReadOnlyList<FakeContainer> Containers
    {
        get
        {
            lock (Gate)
                return [.. _containers];
        }
    }

    /// <summary>What happens when a container has started; by default one with a health check becomes healthy.</summary>
    public Action<FakeContainer> OnStart { get; set; } = container =>
    {
        if (container.Health is not null)
            container.BecomeHealthy();
    };

    /// <summary>The container of a name or id.</summary>
    public FakeContainer Container(string idOrName) => Find(idOrName) ?? throw new InvalidOperationException($"The fake engine has no container {idOrName}.");

    /// <summary>A container that is there already.</summary>
    public FakeContainer AddContainer(string name, string image, IReadOnlyDictionary<string, string>? labels = null, bool running = true, params string[] networks)
    {
        var creation = new JsonObject { ["Image"] = image, ["Labels"] = new JsonObject((labels ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => (JsonNode?)pair.Value)) };
        var container = new FakeContainer(this, NewId(), name, FindImage(image) ?? AddImage(image), creation);
        foreach (var network in networks)
            container.Networks[network] = new FakeEndpoint();
        lock (Gate)
            _containers.Add(container);
        if (running)
            Start(container);
        return container;
    }

    internal FakeContainer? Find(string idOrName)
    {
        lock (Gate)
        {
            return _containers.Find(container => container.Name == idOrName || container.Id == idOrName)
                ?? _containers.Find(container => idOrName.Length >= 6 && container.Id.StartsWith(idOrName, StringComparison.Ordinal));
        }
    }

    internal void Exit(FakeContainer container, int code)
    {
        lock (Gate)
        {
            if (!container.IsRunning)
                return;

            container.State = "exited";
            container.ExitCode = code;
            container.FinishedAt = Time.GetUtcNow();
            foreach (var endpoint in container.Networks.Values)
                endpoint.IpAddress = "";
        }

        Tell(container, "die");
        if ((bool?)container.HostConfig["AutoRemove"] ?? false)
            Remove(container);
        container.Change();
    }

    private void Remove(FakeContainer container)
    {
        lock (Gate)
        {
            _containers.Remove(container);
            container.IsRemoved = true;
        }

        Tell(container, "destroy");
    }

    /// <summary>Starts it; returns why it cannot be.</summary>
    private string? Start(FakeContainer container)
    {
        lock (Gate)
        {
            foreach (var (name, endpoint) in container.Networks)
            {
                var network = _networks.Find(candidate => candidate.Name == name);
                if (network is null && name is not ("none" or "host" or "bridge"))
                    return $"network {name} not found";
                if (endpoint.FixedIp is { } wanted && IsTaken(name, wanted))
                    return "Address already in use";
                endpoint.IpAddress = endpoint.FixedIp ?? FreeAddress(name, network);
            }

            container.Starting();
        }

        Tell(container, "start");
        OnStart(container);
        container.Change();
        return null;
    }

    private bool IsTaken(string network, string address) =>
        _containers.Exists(other => other.IsRunning && other.Networks.TryGetValue(network, out var endpoint) && endpoint.IpAddress == address);

    private string FreeAddress(string name, FakeNetwork? network)
    {
        if (network is not { Subnet.Length: > 0 })
            return "";

        string address;
        do
            address = network.NextAddress();
        while (IsTaken(name, address));
        return address;
    }

    private Task ContainersAsync(FakeExchange exchange, string[] parts)
    {
        var request = exchange.Request;
        switch (request.Method, parts.Length > 1 ? parts[1] : "")
        {
            case ("GET", "json"):
                var labels = request.Filters.GetValueOrDefault("label", []);
                var listed = Containers.Where(container => (container.IsRunning || request.Is("all")) && HasLabels(container, labels));
                return exchange.JsonAsync(200, new JsonArray([.. listed.Reverse().Select(container => container.Summary())]));
            case ("POST", "create"):
                return CreateAsync(exchange);
        }

        return Find(parts[1]) is { } found
            ? ContainerAsync(exchange, found, parts.Length > 2 ? parts[2] : "")
            : exchange.ErrorAsync(404, $"No such container: {parts[1]}");
    }

    private Task ContainerAsync(FakeExchange exchange, FakeContainer container, string action) => (exchange.Request.Method, action) switch
    {
        ("GET", "json") => exchange.JsonAsync(200, container.Details()),
        ("GET", "logs") => LogsAsync(exchange, container),
        ("GET", "archive") => GetArchiveAsync(exchange, container),
        ("PUT", "archive") => PutArchiveAsync(exchange, container),
        ("POST", "start") => StartAsync(exchange, container),
        ("POST", "stop") => StopAsync(exchange, container),
        ("POST", "kill") => KillAsync(exchange, container),
        ("POST", "wait") => WaitAsync(exchange, container),
        ("POST", "rename") => RenameAsync(exchange, container),
        ("POST", "attach") => AttachAsync(exchange, container),
        ("POST", "exec") => CreateExecAsync(exchange, container),
        ("DELETE", "") => RemoveAsync(exchange, container),
        _ => exchange.ErrorAsync(404, "page not found"),
    };
}

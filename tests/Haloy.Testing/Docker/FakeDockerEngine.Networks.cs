using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly List<FakeNetwork> _networks = [];
    private readonly Dictionary<string, JsonObject> _volumes = [];

    public IReadOnlyList<FakeNetwork> Networks
    {
        get
        {
            lock (Gate)
                return [.. _networks];
        }
    }

    /// <summary>The names of the volumes that are there.</summary>
    public IReadOnlyList<string> Volumes
    {
        get
        {
            lock (Gate)
                return [.. _volumes.Keys];
        }
    }

    /// <summary>A network that is there already.</summary>
    public FakeNetwork AddNetwork(string name, string subnet = "172.30.0.0/16", string ipRange = "")
    {
        var network = new FakeNetwork { Id = "network-" + name, Name = name, Subnet = subnet, IpRange = ipRange };
        lock (Gate)
            _networks.Add(network);
        return network;
    }

    private Task NetworksAsync(FakeExchange exchange, string[] parts)
    {
        var request = exchange.Request;
        if (parts.Length == 1)
            return exchange.JsonAsync(200, new JsonArray([.. Networks.Select(network => Json(network, withContainers: false))]));
        if (request.Method == "POST" && parts[1] == "create")
            return CreateNetworkAsync(exchange);
        if (Networks.FirstOrDefault(network => network.Name == parts[1] || network.Id == parts[1]) is not { } found)
            return exchange.ErrorAsync(404, $"network {parts[1]} not found");

        return (request.Method, parts.Length > 2 ? parts[2] : "") switch
        {
            ("GET", "") => exchange.JsonAsync(200, Json(found, withContainers: true)),
            ("POST", "connect") => ConnectAsync(exchange, found),
            ("POST", "disconnect") => DisconnectAsync(exchange, found),
            ("DELETE", "") => RemoveAsync(exchange, found),
            _ => exchange.ErrorAsync(404, "page not found"),
        };
    }

    private Task CreateNetworkAsync(FakeExchange exchange)
    {
        var body = exchange.Request.Json;
        var name = (string)body["Name"]!;
        var range = body["IPAM"]?["Config"]?[0];
        lock (Gate)
        {
            if (_networks.Exists(other => other.Name == name))
                return exchange.ErrorAsync(409, $"network with name {name} already exists");
            _networks.Add(new FakeNetwork
            {
                Id = "network-" + name,
                Name = name,
                Driver = (string?)body["Driver"] ?? "bridge",
                Subnet = (string?)range?["Subnet"] ?? "172.18.0.0/16",
                IpRange = (string?)range?["IPRange"] ?? "",
                Gateway = (string?)range?["Gateway"] ?? "",
                Labels = (body["Labels"]?.AsObject() ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!),
            });
        }

        return exchange.JsonAsync(201, new JsonObject { ["Id"] = "network-" + name, ["Warning"] = "" });
    }

    private Task ConnectAsync(FakeExchange exchange, FakeNetwork network)
    {
        var body = exchange.Request.Json;
        if (Find((string)body["Container"]!) is not { } container)
            return exchange.ErrorAsync(404, $"No such container: {body["Container"]}");

        var endpoint = Endpoint(body["EndpointConfig"]);
        lock (Gate)
        {
            if (container.Networks.ContainsKey(network.Name))
                return exchange.ErrorAsync(403, $"endpoint with name {container.Name} already exists in network {network.Name}");
            if (container.IsRunning)
            {
                if (endpoint.FixedIp is { } wanted && IsTaken(network.Name, wanted))
                    return exchange.ErrorAsync(403, "Address already in use");
                endpoint.IpAddress = endpoint.FixedIp ?? FreeAddress(network.Name, network);
            }

            container.Networks[network.Name] = endpoint;
        }

        return exchange.StatusAsync(200);
    }

    private Task DisconnectAsync(FakeExchange exchange, FakeNetwork network)
    {
        var wanted = (string)exchange.Request.Json["Container"]!;
        if (Find(wanted) is not { } container)
            return exchange.ErrorAsync(404, $"No such container: {wanted}");
        lock (Gate)
        {
            return container.Networks.Remove(network.Name)
                ? exchange.StatusAsync(200)
                : exchange.ErrorAsync(403, $"container {container.Id} is not connected to network {network.Name}");
        }
    }

    private Task RemoveAsync(FakeExchange exchange, FakeNetwork network)
    {
        lock (Gate)
        {
            if (_containers.Exists(container => container.IsRunning && container.Networks.ContainsKey(network.Name)))
                return exchange.ErrorAsync(403, $"error while removing network: network {network.Name} id {network.Id} has active endpoints");
            _networks.Remove(network);
        }

        return exchange.StatusAsync(204);
    }

    private JsonObject Json(FakeNetwork network, bool withContainers)
    {
        var members = withContainers ? Containers.Where(container => container.IsRunning && container.Networks.ContainsKey(network.Name)) : [];
        return new JsonObject
        {
            ["Id"] = network.Id,
            ["Name"] = network.Name,
            ["Driver"] = network.Driver,
            ["Scope"] = "local",
            ["Attachable"] = false,
            ["Internal"] = false,
            ["IPAM"] = new JsonObject
            {
                ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = network.Subnet, ["IPRange"] = network.IpRange, ["Gateway"] = network.Gateway }),
            },
            ["Labels"] = new JsonObject(network.Labels.ToDictionary(pair => pair.Key, pair => (JsonNode?)pair.Value)),
            ["Containers"] = new JsonObject(members.ToDictionary(
                member => member.Id,
                member => (JsonNode?)new JsonObject { ["Name"] = member.Name, ["IPv4Address"] = member.Networks[network.Name].IpAddress + "/16" })),
        };
    }

    private Task VolumesAsync(FakeExchange exchange, string[] parts)
    {
        lock (Gate)
        {
            if (exchange.Request.Method == "GET")
                return exchange.JsonAsync(200, new JsonObject { ["Volumes"] = new JsonArray([.. _volumes.Values.Select(volume => volume.DeepClone())]) });
            if (exchange.Request.Method == "DELETE")
                return _volumes.Remove(parts[1]) ? exchange.StatusAsync(204) : exchange.ErrorAsync(404, $"get {parts[1]}: no such volume");

            var body = exchange.Request.Json;
            var name = (string)body["Name"]!;
            _volumes.TryAdd(name, new JsonObject
            {
                ["Name"] = name,
                ["Driver"] = "local",
                ["Mountpoint"] = $"/var/lib/docker/volumes/{name}/_data",
                ["CreatedAt"] = FakeContainerJson.Time(Time.GetUtcNow()),
                ["Labels"] = body["Labels"]?.DeepClone(),
            });
            return exchange.JsonAsync(201, _volumes[name].DeepClone());
        }
    }
}

using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Haloy.Testing.Docker;

/// <summary>Containers in the engine's words, written out by hand so that they do not share a mistake with the client.</summary>
internal static class FakeContainerJson
{
    public static JsonObject Details(this FakeContainer container) => new()
    {
        ["Id"] = container.Id,
        ["Name"] = "/" + container.Name,
        ["Created"] = Time(container.Created),
        ["Image"] = container.Image.Id,
        ["RestartCount"] = container.RestartCount,
        ["Config"] = new JsonObject
        {
            ["Image"] = container.Creation["Image"]?.DeepClone(),
            ["Env"] = container.AllEnv(),
            ["Labels"] = container.Merged("Labels"),
            ["Healthcheck"] = container.EffectiveHealthcheck,
            ["ExposedPorts"] = container.Merged("ExposedPorts"),
            ["Cmd"] = (container.Creation["Cmd"] ?? container.Image.Config["Cmd"])?.DeepClone(),
            ["Tty"] = container.HasTerminal,
        },
        ["State"] = State(container),
        ["HostConfig"] = container.HostConfig.DeepClone(),
        ["NetworkSettings"] = new JsonObject { ["Networks"] = Networks(container, withAliases: true) },
        ["Mounts"] = Mounts(container),
    };

    public static JsonObject Summary(this FakeContainer container) => new()
    {
        ["Id"] = container.Id,
        ["Names"] = new JsonArray("/" + container.Name),
        ["Image"] = container.Creation["Image"]?.DeepClone(),
        ["ImageID"] = container.Image.Id,
        ["Created"] = container.Created.ToUnixTimeSeconds(),
        ["State"] = container.State,
        ["Status"] = container.IsRunning ? "Up 1 second" : $"Exited ({container.ExitCode}) 1 second ago",
        ["Labels"] = container.Merged("Labels"),
        ["NetworkSettings"] = new JsonObject { ["Networks"] = Networks(container, withAliases: false) },
        ["Mounts"] = Mounts(container),
        ["Ports"] = container.IsRunning ? Ports(container) : new JsonArray(),
    };

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'89Z'", CultureInfo.InvariantCulture) ?? "0001-01-01T00:00:00Z";

    private static JsonObject State(FakeContainer container)
    {
        var state = new JsonObject
        {
            ["Status"] = container.State,
            ["Running"] = container.IsRunning,
            ["Paused"] = container.State == "paused",
            ["Restarting"] = container.State == "restarting",
            ["OOMKilled"] = container.OomKilled,
            ["Dead"] = false,
            ["Pid"] = container.IsRunning ? 4242 : 0,
            ["ExitCode"] = container.ExitCode,
            ["Error"] = "",
            ["StartedAt"] = Time(container.StartedAt),
            ["FinishedAt"] = Time(container.FinishedAt),
        };
        if (container.Health is { } health)
        {
            var failed = health == "unhealthy";
            state["Health"] = new JsonObject
            {
                ["Status"] = health,
                ["FailingStreak"] = failed ? 3 : 0,
                ["Log"] = health == "starting"
                    ? new JsonArray()
                    : new JsonArray(new JsonObject
                    {
                        ["Start"] = "2026-01-02T04:04:05.123456789+01:00",
                        ["End"] = "2026-01-02T04:04:05.223456789+01:00",
                        ["ExitCode"] = failed ? 1 : 0,
                        ["Output"] = container.HealthOutput,
                    }),
            };
        }

        return state;
    }

    private static JsonObject Networks(FakeContainer container, bool withAliases) => new(container.Networks.ToDictionary(
        pair => pair.Key,
        pair => (JsonNode?)new JsonObject
        {
            ["IPAMConfig"] = pair.Value.FixedIp is { } fixedIp ? new JsonObject { ["IPv4Address"] = fixedIp } : null,
            ["Aliases"] = withAliases ? new JsonArray([.. pair.Value.Aliases.Select(alias => (JsonNode)alias)]) : null,
            ["NetworkID"] = "network-" + pair.Key,
            ["IPAddress"] = pair.Value.IpAddress,
        }));

    private static JsonArray Ports(FakeContainer container) => new([..
        from binding in container.HostConfig["PortBindings"]?.AsObject() ?? []
        let port = binding.Key.Split('/')
        from bound in binding.Value!.AsArray()
        from address in new[] { "0.0.0.0", "::" }
        select new JsonObject
        {
            ["IP"] = address,
            ["PrivatePort"] = int.Parse(port[0], CultureInfo.InvariantCulture),
            ["PublicPort"] = int.Parse((string)bound!["HostPort"]!, CultureInfo.InvariantCulture),
            ["Type"] = port[1],
        }]);

    private static JsonArray Mounts(FakeContainer container) => new([.. (container.HostConfig["Binds"]?.AsArray() ?? []).Select(bind =>
    {
        var parts = ((string)bind!).Split(':');
        var isPath = parts[0].StartsWith('/');
        return new JsonObject
        {
            ["Type"] = isPath ? "bind" : "volume",
            ["Name"] = isPath ? "" : parts[0],
            ["Source"] = isPath ? parts[0] : $"/var/lib/docker/volumes/{parts[0]}/_data",
            ["Destination"] = parts.Length > 1 ? parts[1] : "",
            ["RW"] = !(parts.Length > 2 && parts[2].Split(',').Contains("ro")),
        };
    })]);
}

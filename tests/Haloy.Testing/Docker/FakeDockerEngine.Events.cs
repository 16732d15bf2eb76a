using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly List<(IReadOnlyDictionary<string, string[]> Filters, ChannelWriter<JsonObject> Events)> _listeners = [];

    /// <summary>Tells whoever listens that something happened to a container.</summary>
    internal void Tell(FakeContainer container, string action)
    {
        var attributes = new JsonObject { ["name"] = container.Name, ["image"] = (string?)container.Creation["Image"] };
        foreach (var (label, value) in container.Labels)
            attributes[label] = value;
        if (action == "die")
            attributes["exitCode"] = container.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var now = Time.GetUtcNow();
        lock (Gate)
        {
            foreach (var (_, events) in _listeners.Where(listener => Wants(listener.Filters, container, action)))
            {
                events.TryWrite(new JsonObject
                {
                    ["status"] = action,
                    ["id"] = container.Id,
                    ["Type"] = "container",
                    ["Action"] = action,
                    ["Actor"] = new JsonObject { ["ID"] = container.Id, ["Attributes"] = attributes.DeepClone() },
                    ["scope"] = "local",
                    ["time"] = now.ToUnixTimeSeconds(),
                    ["timeNano"] = now.ToUnixTimeMilliseconds() * 1_000_000,
                });
            }
        }
    }

    private static bool Wants(IReadOnlyDictionary<string, string[]> filters, FakeContainer container, string action) =>
        filters.All(filter => filter.Key switch
        {
            "type" => filter.Value.Contains("container"),
            "event" => filter.Value.Contains(action.Split(':')[0]) || filter.Value.Contains(action),
            "container" => filter.Value.Any(wanted => container.Name == wanted || container.Id.StartsWith(wanted, System.StringComparison.Ordinal)),
            "label" => HasLabels(container, filter.Value),
            _ => true,
        });

    private static bool HasLabels(FakeContainer container, IEnumerable<string> labels) => labels.All(label =>
    {
        var parts = label.Split('=', 2);
        return container.Labels.TryGetValue(parts[0], out var value) && (parts.Length == 1 || parts[1] == value);
    });

    private async Task EventsAsync(FakeExchange exchange)
    {
        var events = Channel.CreateUnbounded<JsonObject>();
        var listener = (exchange.Request.Filters, events.Writer);
        lock (Gate)
            _listeners.Add(listener);

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(exchange.Stopping);
        var watch = exchange.Connection.WatchAsync(gone);
        try
        {
            await exchange.BeginChunksAsync("application/json");
            await foreach (var happened in events.Reader.ReadAllAsync(gone.Token))
                await exchange.ChunkAsync(happened);
        }
        finally
        {
            lock (Gate)
                _listeners.Remove(listener);
            await gone.CancelAsync();
            await watch;
        }
    }
}

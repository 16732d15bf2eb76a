using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

/// <summary>A container of the fake engine. What a test sets here the engine says, and tells as an event.</summary>
public sealed class FakeContainer
{
    private readonly FakeDockerEngine _engine;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakeContainer(FakeDockerEngine engine, string id, string name, FakeImage image, JsonObject creation)
    {
        _engine = engine;
        Id = id;
        Name = name;
        Image = image;
        Creation = creation;
        Created = engine.Time.GetUtcNow();
        Health = HasHealthcheck ? "starting" : null;
    }

    public string Id { get; }

    public string Name { get; internal set; }

    public FakeImage Image { get; }

    /// <summary>The body of the request that created it.</summary>
    public JsonObject Creation { get; }

    public DateTimeOffset Created { get; internal set; }

    /// <summary><c>created</c>, <c>running</c>, <c>restarting</c>, <c>exited</c> …</summary>
    public string State { get; internal set; } = "created";

    public bool IsRunning => State is "running" or "restarting" or "paused";

    public int ExitCode { get; internal set; }

    public bool OomKilled { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public int RestartCount { get; set; }

    /// <summary>Whether it does not react to being asked to stop, so that it is killed.</summary>
    public bool IgnoresStop { get; set; }

    /// <summary><c>starting</c>, <c>healthy</c>, <c>unhealthy</c>; null without a health check.</summary>
    public string? Health { get; private set; }

    /// <summary>What its last health check printed.</summary>
    public string HealthOutput { get; set; } = "";

    /// <summary>The networks it is connected to, by name.</summary>
    public Dictionary<string, FakeEndpoint> Networks { get; } = [];

    /// <summary>What it wrote: whether to standard error, and the line.</summary>
    public List<(bool IsError, string Text, DateTimeOffset Time)> Lines { get; } = [];

    /// <summary>The archives put into it, by path.</summary>
    public Dictionary<string, byte[]> Archives { get; } = [];

    /// <summary>Its labels, the image's included.</summary>
    public IReadOnlyDictionary<string, string> Labels => Merged("Labels").ToDictionary(pair => pair.Key, pair => (string)pair.Value!);

    /// <summary>Its environment as it was created with.</summary>
    public IReadOnlyList<string> Env => [.. (Creation["Env"]?.AsArray() ?? []).Select(text => (string)text!)];

    internal bool IsRemoved { get; set; }

    internal JsonNode HostConfig => Creation["HostConfig"] ?? new JsonObject();

    internal bool HasTerminal => (bool?)Creation["Tty"] ?? false;

    private JsonNode? Healthcheck => Creation["Healthcheck"] ?? Image.Config["Healthcheck"];

    private bool HasHealthcheck => Healthcheck?["Test"]?.AsArray() is { Count: > 0 } test && (string?)test[0] != "NONE";

    /// <summary>Sets what its health check says.</summary>
    public void BecomeHealth(string status, string output = "")
    {
        Health = status;
        HealthOutput = output;
        _engine.Tell(this, $"health_status: {status}");
        Change();
    }

    public void BecomeHealthy() => BecomeHealth("healthy");

    /// <summary>Writes a line.</summary>
    public void Write(string line, bool isError = false)
    {
        lock (_engine.Gate)
            Lines.Add((isError, line, _engine.Time.GetUtcNow()));
        Change();
    }

    /// <summary>Lets its process end by itself.</summary>
    public void Exit(int code) => _engine.Exit(this, code);

    /// <summary>Lets its process end and the engine start it again, as a restart policy does.</summary>
    public void Restart(int code)
    {
        ExitCode = code;
        RestartCount++;
        StartedAt = _engine.Time.GetUtcNow();
        _engine.Tell(this, "die");
        _engine.Tell(this, "start");
        Change();
    }

    internal void Starting()
    {
        State = "running";
        StartedAt = _engine.Time.GetUtcNow();
        Health = HasHealthcheck ? "starting" : null;
    }

    /// <summary>Completes at the next change of any kind.</summary>
    internal Task ChangedAsync()
    {
        lock (_engine.Gate)
            return _changed.Task;
    }

    /// <summary>What it wrote so far.</summary>
    internal (bool IsError, string Text, DateTimeOffset Time)[] LinesSoFar()
    {
        lock (_engine.Gate)
            return [.. Lines];
    }

    internal void Change()
    {
        lock (_engine.Gate)
        {
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal JsonObject Merged(string key)
    {
        var merged = (JsonObject)(Image.Config[key]?.DeepClone() ?? new JsonObject());
        foreach (var (name, value) in Creation[key]?.AsObject() ?? [])
            merged[name] = value?.DeepClone();
        return merged;
    }

    internal JsonArray AllEnv() => new([.. (Image.Config["Env"]?.AsArray() ?? []).Concat(Creation["Env"]?.AsArray() ?? []).Select(text => text!.DeepClone())]);

    internal JsonNode? EffectiveHealthcheck => Healthcheck?.DeepClone();
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private readonly ConcurrentDictionary<string, (FakeContainer Container, JsonObject Creation)> _execs = new();
    private readonly ConcurrentDictionary<string, int> _exitCodes = new();

    /// <summary>What commands run in containers do; by default they succeed and write nothing.</summary>
    public Func<FakeExec, Task<FakeExecResult>> OnExec { get; set; } = _ => Task.FromResult(new FakeExecResult(0));

    private Task CreateExecAsync(FakeExchange exchange, FakeContainer container)
    {
        if (!container.IsRunning)
            return exchange.ErrorAsync(409, $"Container {container.Id} is not running");

        var id = NewId();
        _execs[id] = (container, exchange.Request.Json);
        return exchange.JsonAsync(201, new JsonObject { ["Id"] = id });
    }

    private Task ExecAsync(FakeExchange exchange, string[] parts)
    {
        if (!_execs.TryGetValue(parts[1], out var exec))
            return exchange.ErrorAsync(404, $"No such exec instance: {parts[1]}");
        if (parts[2] == "resize")
            return exchange.StatusAsync(200);
        if (parts[2] == "start")
            return RunAsync(exchange, parts[1], exec.Container, exec.Creation);

        var hasExited = _exitCodes.TryGetValue(parts[1], out var code);
        return exchange.JsonAsync(200, new JsonObject { ["ID"] = parts[1], ["Running"] = !hasExited, ["ExitCode"] = hasExited ? code : null });
    }

    private async Task RunAsync(FakeExchange exchange, string id, FakeContainer container, JsonObject creation)
    {
        var hasTerminal = (bool?)creation["Tty"] ?? false;
        await exchange.UpgradeAsync(hasTerminal);
        var input = (bool?)creation["AttachStdin"] ?? false ? await InputAsync(exchange) : "";
        IReadOnlyList<string> cmd = [.. creation["Cmd"]!.AsArray().Select(word => (string)word!)];
        var result = await OnExec(new FakeExec(container, cmd, input));
        foreach (var (isError, text) in new[] { (false, result.Output), (true, result.Error) })
        {
            if (text.Length > 0)
                await exchange.WriteAsync(hasTerminal ? Encoding.UTF8.GetBytes(text) : FakeExchange.Frame(isError, Encoding.UTF8.GetBytes(text)));
        }

        _exitCodes[id] = result.ExitCode;
    }

    private static async Task<string> InputAsync(FakeExchange exchange)
    {
        using var input = new MemoryStream();
        await exchange.Connection.Input.AsStream().CopyToAsync(input, exchange.Stopping);
        return Encoding.UTF8.GetString(input.ToArray());
    }

    /// <summary>A container that is attached to behaves as <c>cat</c>: it repeats its input, and ends with it if it has one only once.</summary>
    private async Task AttachAsync(FakeExchange exchange, FakeContainer container)
    {
        await exchange.UpgradeAsync(container.HasTerminal);
        var echo = EchoAsync(exchange, container);
        while (container.ChangedAsync() is var changed && !container.IsRemoved && container.State != "exited")
            await Task.WhenAny(changed, echo.IsCompleted ? changed : echo).WaitAsync(exchange.Stopping);
    }

    private async Task EchoAsync(FakeExchange exchange, FakeContainer container)
    {
        try
        {
            var buffer = new byte[4096];
            var input = exchange.Connection.Input.AsStream();
            while (await input.ReadAsync(buffer, exchange.Stopping) is > 0 and var count)
            {
                var bytes = buffer.AsSpan(0, count).ToArray();
                await exchange.WriteAsync(container.HasTerminal ? bytes : FakeExchange.Frame(isError: false, bytes));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // However the connection ended: to the container its input has.
        }

        if ((bool?)container.Creation["StdinOnce"] ?? false)
        {
            while (container.ChangedAsync() is var changed && container.State == "created" && !container.IsRemoved)
                await changed.WaitAsync(exchange.Stopping);
            Exit(container, 0);
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Docker;
using Haloy.Engine.Planning;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Routing;

/// <summary>
/// Speaks with the proxy of one server: which containers serve is in files that it renames, so that a switch loses no
/// request (spec/deploying.md §7). Shells are opened when they are needed and used again.
/// </summary>
internal sealed class Router(DockerEngine engine, string proxy) : IAsyncDisposable
{
    private readonly ConcurrentBag<ProxyShell> _idle = [];
    private readonly ProxyAdmin _admin = new(engine, proxy);
    private Task<ProxyShell>? _opening;

    /// <summary>Begins to open the shell that the next script runs in; what is wrong with it shows there.</summary>
    public void Approach(CancellationToken ct) => _opening = ProxyShell.OpenAsync(engine, proxy, ct);

    /// <summary>The same proxy, called otherwise; this one is of no use afterwards.</summary>
    public Router Of(string other)
    {
        var router = new Router(engine, other);
        router.TakeOver(this);
        return router;
    }

    /// <summary>Takes what another has open to the same proxy, with the locks that it holds.</summary>
    public void TakeOver(Router other)
    {
        while (other._idle.TryTake(out var shell))
            _idle.Add(shell);
    }

    /// <summary>Tries to take an app's lock (spec/deploying.md §9).</summary>
    /// <param name="app">The app's name.</param>
    /// <param name="holder">Who takes it, for those who wait.</param>
    /// <param name="ct">Heard before it is tried: a lock that nobody knows of would stay until the end of the connection.</param>
    public async Task<LockAttempt> TryLockAsync(string app, string holder, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await WithShellAsync(s => !s.IsLocking, async shell =>
        {
            var result = await shell.LockAsync(ProxyScripts.Lock(app, holder));
            return result.ExitCode switch
            {
                0 => new LockAttempt(new ProxyLock(shell), null),
                ProxyScripts.Held => new LockAttempt(null, result.Output.Trim() is { Length: > 0 } other ? other : "someone"),
                _ => default,
            };
        }, CancellationToken.None);
    }

    /// <summary>Waits until the proxy can be spoken to; it was just started.</summary>
    public async Task AwaitUpAsync(CancellationToken ct) =>
        Expect(await RunAsync(ProxyScripts.AwaitUp, ct), "come up");

    /// <summary>What is routed: every app's route, and one app's slots.</summary>
    public async Task<ProxyState> SurveyAsync(string app, CancellationToken ct) => (await SurveyAsync([app], ct))[app];

    /// <summary>What is routed: every app's route, and the slots of each of these apps.</summary>
    public async Task<IReadOnlyDictionary<string, ProxyState>> SurveyAsync(IReadOnlyList<string> apps, CancellationToken ct)
    {
        var distinct = apps.Distinct().ToList();
        var output = (await RunAsync(ProxyScripts.Survey(distinct), ct)).Output;
        return distinct.ToDictionary(app => app, app => ProxyState.Parse(output, app));
    }

    /// <summary>
    /// Sends requests to exactly these containers, and confirms it: the files are read back, and each container that is
    /// new has answered through the route.
    /// </summary>
    /// <param name="route">The app's route, which is loaded.</param>
    /// <param name="members">All that serve from now on; at least one.</param>
    /// <param name="newcomers">Those among them that have to answer.</param>
    /// <param name="path">The path that they are asked for.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many requests each container had in flight afterwards.</returns>
    /// <exception cref="RoutingException">The switch could not be confirmed.</exception>
    public async Task<InFlight> SwitchAsync(AppRoute route, IReadOnlyList<Member> members, IReadOnlyList<Member> newcomers, string path, CancellationToken ct)
    {
        var switching = ProxyScripts.Switch(route.App, route.Slots, members) + ProxyScripts.NoteRoute(route);
        var confirming = ProxyScripts.Confirm(route.Domains[0].Domain, path, [.. newcomers.Select(m => m.Endpoint)], tries: 10 + (route.Slots * 5));
        var result = await RunAsync(ProxyScripts.WithFlight($"(\n{switching}\n) || exit 9\n{confirming}"), ct);
        if (result.ExitCode == 9)
            Expect(result with { ExitCode = 1 }, "switch");
        var slots = ProxyState.After(result.Output.Split('\n'), "slot ").ToHashSet();
        if (!slots.SetEquals(members.Select(m => m.Endpoint)))
            throw new RoutingException($"The reverse proxy's slots of {route.App} do not say what was written: {string.Join(", ", slots)}.");
        if (result.ExitCode != 0)
            throw new RoutingException(Unconfirmed(route, newcomers, result.Output));
        return InFlight.Parse(ProxyState.After(result.Output.Split('\n'), "flight ").FirstOrDefault() ?? "");
    }

    /// <summary>Loads the app's route, which is new or has another shape. This alone reloads the proxy.</summary>
    /// <param name="route">The route.</param>
    /// <param name="members">What its slots say from the first request on.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RoutingException">The proxy refused it; what was loaded before still is.</exception>
    public async Task LoadAsync(AppRoute route, IReadOnlyList<Member> members, CancellationToken ct)
    {
        Expect(await RunAsync(ProxyScripts.Switch(route.App, route.Slots, members), ct), "write its slots");
        await _admin.ChangeAsync(config => config.With(route), ct);
    }

    /// <summary>Takes the app's hosts out; they are unknown from then on.</summary>
    /// <exception cref="RoutingException">The proxy refused it.</exception>
    public async Task RemoveAsync(string app, CancellationToken ct)
    {
        await _admin.ChangeAsync(config => config.Without(app), ct);
        Expect(await RunAsync(ProxyScripts.Remove(app), ct), "remove what it knows of the app");
    }

    /// <summary>Has the app's hosts answer 503 with Retry-After until the next switch.</summary>
    public async Task CloseAsync(string app, CancellationToken ct) =>
        Expect(await RunAsync(ProxyScripts.Close(app), ct), "close");

    /// <summary>Waits until the containers have no request in flight.</summary>
    /// <returns>Whether it was so before the time was up.</returns>
    public async Task<bool> DrainAsync(IEnumerable<Member> members, int seconds, CancellationToken ct) =>
        (await RunAsync(ProxyScripts.Drain([.. members.Select(m => m.Endpoint)], seconds), ct)).ExitCode == 0;

    /// <summary>Asks a container for its health until it answers 2xx or 3xx.</summary>
    /// <returns>Whether it did in time, and the last answer.</returns>
    public async Task<(bool Healthy, string LastAnswer)> ProbeAsync(string address, int port, string path, int seconds, CancellationToken ct)
    {
        var result = await RunAsync(ProxyScripts.Probe(address, port, path, seconds), ct);
        return (result.ExitCode == 0, result.Output.Trim().Replace("wget: ", "", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _opening, null) is { } opening)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
                _idle.Add(await opening);
        }
        while (_idle.TryTake(out var shell))
            await shell.DisposeAsync();
    }

    private Task<ShellResult> RunAsync(string script, CancellationToken ct) => WithShellAsync(_ => true, shell => shell.RunAsync(script), ct);

    private async Task<T> WithShellAsync<T>(Func<ProxyShell, bool> isFit, Func<ProxyShell, Task<T>> use, CancellationToken ct)
    {
        if (TakeIdle(isFit) is { } idle)
        {
            try
            {
                return await UseAsync(idle, use, ct);
            }
            catch (Exception e) when (e is RoutingException or IOException && !ct.IsCancellationRequested)
            {
                // It ended: the proxy was restarted since. Every script may be run twice.
            }
        }
        return await UseAsync(await (Interlocked.Exchange(ref _opening, null) ?? ProxyShell.OpenAsync(engine, proxy, ct)), use, ct);
    }

    private ProxyShell? TakeIdle(Func<ProxyShell, bool> isFit)
    {
        List<ProxyShell> others = [];
        ProxyShell? fit = null;
        while (fit is null && _idle.TryTake(out var shell))
        {
            if (isFit(shell))
                fit = shell;
            else
                others.Add(shell);
        }
        others.ForEach(_idle.Add);
        return fit;
    }

    private async Task<T> UseAsync<T>(ProxyShell shell, Func<ProxyShell, Task<T>> use, CancellationToken ct)
    {
        var running = use(shell);
        try
        {
            return await running.WaitAsync(ct);
        }
        finally
        {
            // One whose script was given up would answer the next with what that still says. With a lock it has to live on.
            if (running.IsCompletedSuccessfully)
                _idle.Add(shell);
            else if (shell.IsLocking && !shell.HasEnded)
                _ = KeepAsync(shell, running);
            else
                await shell.DisposeAsync();
        }
    }

    private async Task KeepAsync(ProxyShell shell, Task busy)
    {
        await busy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _idle.Add(shell);
    }

    private static void Expect(ShellResult result, string deed)
    {
        if (result.ExitCode != 0)
            throw new RoutingException($"The reverse proxy could not {deed}: {result.Output}");
    }

    private static string Unconfirmed(AppRoute route, IReadOnlyList<Member> newcomers, string output)
    {
        var answers = output.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("slot ", StringComparison.Ordinal) && !l.StartsWith("flight ", StringComparison.Ordinal)).Distinct().Take(5);
        return $"The new containers ({string.Join(", ", newcomers.Select(m => m.Endpoint))}) did not all answer through the route of {route.Domains[0].Domain}; "
            + $"seen (container, status): {string.Join("; ", answers)}.";
    }
}

using System;
using System.Globalization;
using System.Threading;

namespace Haloy.Testing.App;

/// <summary>How the app misbehaves, from its environment.</summary>
internal sealed class Switches
{
    private volatile bool _healthy;
    private int _checks;
    private int _cuts;

    /// <summary>FAIL_HEALTH=1; POST /health/fail and /health/pass change it while the app runs.</summary>
    public bool Healthy
    {
        get => _healthy;
        set => _healthy = value;
    }

    /// <summary>FAIL_AFTER_CHECKS: how often it says that it is healthy before it no longer is.</summary>
    public int HealthyChecks { get; private init; } = int.MaxValue;

    /// <summary>START_DELAY_MS: how long nothing listens.</summary>
    public TimeSpan StartDelay { get; private init; }

    /// <summary>EXIT_AFTER_MS: when the process ends with 3.</summary>
    public TimeSpan? ExitAfter { get; private init; }

    /// <summary>IGNORE_STOP=1: only a kill ends it.</summary>
    public bool IgnoreStop { get; private init; }

    /// <summary>How many requests were answered by the end of their connection.</summary>
    public int Cuts => _cuts;

    /// <summary>What a health check is answered.</summary>
    public bool Check() => Healthy && Interlocked.Increment(ref _checks) <= HealthyChecks;

    public void Cut() => Interlocked.Increment(ref _cuts);

    public static Switches FromEnvironment() => new()
    {
        Healthy = Environment.GetEnvironmentVariable("FAIL_HEALTH") != "1",
        HealthyChecks = int.TryParse(Environment.GetEnvironmentVariable("FAIL_AFTER_CHECKS"), CultureInfo.InvariantCulture, out var checks) ? checks : int.MaxValue,
        StartDelay = Milliseconds("START_DELAY_MS") ?? TimeSpan.Zero,
        ExitAfter = Milliseconds("EXIT_AFTER_MS"),
        IgnoreStop = Environment.GetEnvironmentVariable("IGNORE_STOP") == "1",
    };

    private static TimeSpan? Milliseconds(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture)) : null;
}

using System;
using System.Globalization;

namespace Haloy.Testing.App;

/// <summary>How the app misbehaves, from its environment.</summary>
internal sealed class Switches
{
    private volatile bool _healthy;

    /// <summary>FAIL_HEALTH=1; POST /health/fail and /health/pass change it while the app runs.</summary>
    public bool Healthy
    {
        get => _healthy;
        set => _healthy = value;
    }

    /// <summary>START_DELAY_MS: how long nothing listens.</summary>
    public TimeSpan StartDelay { get; private init; }

    /// <summary>EXIT_AFTER_MS: when the process ends with 3.</summary>
    public TimeSpan? ExitAfter { get; private init; }

    /// <summary>IGNORE_STOP=1: only a kill ends it.</summary>
    public bool IgnoreStop { get; private init; }

    public static Switches FromEnvironment() => new()
    {
        Healthy = Environment.GetEnvironmentVariable("FAIL_HEALTH") != "1",
        StartDelay = Milliseconds("START_DELAY_MS") ?? TimeSpan.Zero,
        ExitAfter = Milliseconds("EXIT_AFTER_MS"),
        IgnoreStop = Environment.GetEnvironmentVariable("IGNORE_STOP") == "1",
    };

    private static TimeSpan? Milliseconds(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture)) : null;
}

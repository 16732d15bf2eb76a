using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.SystemConsole.Themes;

namespace Nuke.Common.Execution;

/// <summary>Where log lines go: to the console, to the files of the run, and to the list of errors and warnings at its end.</summary>
internal static class Logging
{
    private static readonly LoggingLevelSwitch Level = new(LogEventLevel.Debug);
    private static readonly ProblemSink Problems = new();
    private static string _target = "";

    public static Verbosity Verbosity
    {
        get => Level.MinimumLevel switch
        {
            LogEventLevel.Verbose => Verbosity.Verbose,
            LogEventLevel.Warning => Verbosity.Minimal,
            LogEventLevel.Error => Verbosity.Quiet,
            _ => Verbosity.Normal,
        };
        set => Level.MinimumLevel = value switch
        {
            Verbosity.Verbose => LogEventLevel.Verbose,
            Verbosity.Minimal => LogEventLevel.Warning,
            Verbosity.Quiet => LogEventLevel.Error,
            _ => LogEventLevel.Debug,
        };
    }

    private static ConsoleTheme Theme => HostConsole.UsesCodes ? LogColors.Codes : LogColors.System;

    public static void Start()
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.With(new TargetEnricher())
            .Filter.ByExcluding(x => NukeBuild.Host.FilterMessage(x.MessageTemplate.Text))
            .WriteTo.Sink(Problems, LogEventLevel.Warning)
            .WriteTo.Sink(new HostSink(), LogEventLevel.Warning)
            .WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} [{Level:u3}] {Message:l}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                theme: Theme,
                levelSwitch: Level,
                applyThemeToRedirectedOutput: true);
        if (NukeBuild.IsLocalBuild)
            configuration.WriteTo.Sink(new LogFiles(NukeBuild.TemporaryDirectory));
        Log.Logger = configuration.CreateLogger();
    }

    public static IDisposable Within(string target)
    {
        _target = target;
        return new AtEnd(() => _target = "");
    }

    /// <summary>Repeats what went wrong. What is logged afterwards looks like these lines.</summary>
    public static void WriteErrorsAndWarnings()
    {
        if (Problems.Events.Count == 0)
            return;

        using var block = NukeBuild.Host.WriteBlock("Errors & Warnings");
        Log.CloseAndFlush();
        Log.Logger = new LoggerConfiguration()
            .WriteTo.Console(
                outputTemplate: "[{Level:u3}] {ExecutingTarget}: {Message:l}{NewLine}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                theme: Theme,
                applyThemeToRedirectedOutput: true)
            .CreateLogger();
        foreach (var problem in Problems.Events.Where(x => x.MessageTemplate.Text.Length > 0))
            Log.Write(problem);
    }

    private sealed class TargetEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
            => logEvent.AddOrUpdateProperty(new("ExecutingTarget", new ScalarValue(_target)));
    }

    private sealed class ProblemSink : ILogEventSink
    {
        public List<LogEvent> Events { get; } = [];

        public void Emit(LogEvent logEvent)
        {
            lock (Events)
                Events.Add(logEvent);
        }
    }

    private sealed class HostSink : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            var text = logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture);
            if (logEvent.Level == LogEventLevel.Warning)
                NukeBuild.Host.ReportWarning(text, logEvent.Exception?.ToString());
            else
                NukeBuild.Host.ReportError(text, logEvent.Exception?.ToString());
        }
    }
}

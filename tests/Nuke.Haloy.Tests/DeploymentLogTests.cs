using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Engine.Deploying;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Haloy.Tests;

public sealed class DeploymentLogTests
{
    private readonly Lines _lines = new();
    private readonly DeploymentLog _log;

    public DeploymentLogTests() => _log = new DeploymentLog(
        live: false, new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_lines).CreateLogger());

    [Fact]
    public void A_line_names_its_target_when_several_run()
    {
        _log.On(Step("one"));
        _log.Prefixed = true;
        _log.On(Step("two"));
        _log.On(new DeploymentEvent.Warned("of all"));

        Assert.Equal(["one (1.0 s)", "[production] two (1.0 s)", "of all"], _lines.Texts);
    }

    [Fact]
    public void Braces_are_shown_as_they_are()
    {
        _log.On(new DeploymentEvent.Output("pre_deploy", "docker ps --format {{.Names}} {0}", IsError: false));

        Assert.Equal(["  docker ps --format {{.Names}} {0}"], _lines.Texts);
    }

    [Fact]
    public void Quietly_only_warnings_and_the_outcome_are_shown()
    {
        _log.Quiet = true;
        _log.On(Step("one"));
        _log.On(new DeploymentEvent.Warned("mind this"));
        _log.On(new DeploymentEvent.TargetFinished(A.Target("production")));

        Assert.Equal(["mind this", "done in 2.1 s"], _lines.Texts);
    }

    [Fact]
    public void Without_a_terminal_progress_is_no_line()
    {
        _log.On(new DeploymentEvent.ImageProgress(1, 2));

        Assert.Empty(_lines.Texts);
    }

    private static DeploymentEvent.StepFinished Step(string step) => new(step, TimeSpan.FromSeconds(1)) { Target = "production" };

    private sealed class Lines : ILogEventSink
    {
        private readonly List<LogEvent> _events = [];

        public IEnumerable<string> Texts => _events.Select(happened => happened.RenderMessage(null));

        public void Emit(LogEvent logEvent) => _events.Add(logEvent);
    }
}

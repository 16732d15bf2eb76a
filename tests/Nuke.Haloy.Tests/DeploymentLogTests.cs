using System;
using System.Collections.Generic;
using System.IO;
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

    public DeploymentLogTests() => _log = new DeploymentLog(live: null, Logger());

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

    [Fact]
    public void Without_a_terminal_replicas_becoming_ready_are_no_lines()
    {
        _log.On(Ready(0));
        _log.On(Ready(1));

        Assert.Empty(_lines.Texts);
    }

    [Fact]
    public void On_a_terminal_the_live_line_says_how_many_replicas_are_ready_until_something_is_said()
    {
        var terminal = new StringWriter();
        var log = new DeploymentLog(new LiveLine(terminal, () => 31), Logger()) { Prefixed = true };

        log.On(new DeploymentEvent.StepStarted("wait until r1 is ready") { Target = "a" });
        log.On(Ready(0));
        log.On(Ready(1));
        log.On(new DeploymentEvent.StepStarted("start r2 on web1") { Target = "a" });
        log.On(new DeploymentEvent.StepStarted("start s1") { Target = "b" });
        log.On(new DeploymentEvent.Warned("mind this"));

        Assert.Equal(
            ["[a] wait until r1 is ready ...", "[a] 0/3 ready", "[a] 1/3 ready", "[a] 1/3 ready, start r2 on web", "[b] start s1 ..."],
            terminal.ToString().Split('\r').Select(line => line.TrimEnd()).Where(line => line.Length > 0));
        Assert.EndsWith(" \r", terminal.ToString());
        Assert.Contains("mind this", _lines.Texts);
    }

    [Fact]
    public void While_something_is_undone_nothing_is_ready()
    {
        var terminal = new StringWriter();
        var log = new DeploymentLog(new LiveLine(terminal, () => 80), Logger());

        log.On(Ready(1));
        log.On(new DeploymentEvent.PuttingBack("r2 is broken") { Target = "a" });
        log.On(new DeploymentEvent.StepStarted("undo: take away r1") { Target = "a" });

        Assert.EndsWith("\rundo: take away r1 ...", terminal.ToString());
    }

    [Fact]
    public void Why_a_deployment_failed_is_said_once_where_it_failed()
    {
        var failed = new DeploymentEvent.TargetFinished(A.Target("a") with { Outcome = Outcome.RolledBack, Error = "no answer\nmore" }) { Target = "a" };
        _log.On(failed);
        _log.On(new DeploymentEvent.PuttingBack("no answer") { Target = "a" });
        _log.On(failed);

        Assert.Equal(
            ["failed, the old version serves (2.1 s): no answer", "undoing it: no answer", "failed, the old version serves (2.1 s)"], _lines.Texts);
    }

    [Fact]
    public void A_server_that_was_reached_is_a_line_only_where_servers_are_checked()
    {
        var reached = new DeploymentEvent.ServerReached("web1", "28", "linux/amd64", TimeSpan.FromSeconds(1));
        _log.On(reached);
        Assert.Empty(_lines.Texts);

        _log.ChecksServers = true;
        _log.On(reached);
        Assert.Equal(["web1 reached in 1.0 s: engine 28, linux/amd64"], _lines.Texts);
    }

    private static DeploymentEvent.ReplicasReady Ready(int count) => new(count, 3) { Target = "a" };

    private static DeploymentEvent.StepFinished Step(string step) => new(step, TimeSpan.FromSeconds(1)) { Target = "production" };

    private Logger Logger() => new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_lines).CreateLogger();

    private sealed class Lines : ILogEventSink
    {
        private readonly List<LogEvent> _events = [];

        public IEnumerable<string> Texts => _events.Select(happened => happened.RenderMessage(null));

        public void Emit(LogEvent logEvent) => _events.Add(logEvent);
    }
}

using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Planning;

namespace Nuke.Haloy.Tests;

public sealed class ReportsTests
{
    private readonly Reports _reports = new();

    [Fact]
    public void Two_deploy_targets_of_one_build_are_one_document()
    {
        _reports.Add(ReportJson.Write(A.Run(A.Target("production"))));
        _reports.Add(ReportJson.Write(A.Run(A.Target("staging") with { Outcome = Outcome.Failed })));

        var whole = Assert.IsType<JsonObject>(_reports.Whole);
        Assert.Equal(["production", "staging"], whole["targets"]!.AsArray().Select(target => (string?)target!["target"]));
        Assert.Equal("failed", (string?)whole["outcome"]);
        Assert.Equal(6.4, (double?)whole["seconds"]);
    }

    [Fact]
    public void Two_commands_are_a_list()
    {
        _reports.Add(ReportJson.Write(A.Run(A.Target("production"))));
        _reports.Add(ReportDocuments.Of([A.Plan()]));

        Assert.Equal(["deploy", "plan"], _reports.Whole.AsArray().Select(document => (string?)document!["command"]));
    }

    [Fact]
    public void A_plan_is_data() => Assert.Equal(
        """{"command":"plan","targets":[{"target":"production","server":"prod","runs":"20261122-041530-k3x9","changes":[{"path":"replicas","before":1,"after":3}],"image":{"reference":"shop:2","action":"send","bytes_at_most":20480,"bytes_total":6799360},"steps":["start r1","route a.com to r1"]}]}""",
        ReportDocuments.Of([A.Plan(new ConfigurationChange("replicas", "1", "3"))]).ToJsonString());

    [Fact]
    public void A_status_says_what_a_script_asks_for()
    {
        var status = new TargetStatus { Target = "staging", Server = "stage", Wanted = 1, Domains = ["a.com"], Containers = [new("c", "r1", "123", "Up", true)] };

        Assert.Equal(
            """{"command":"status","targets":[{"target":"staging","server":"stage","deployment":null,"since":null,"image":null,"image_id":null,"ready":1,"wanted":1,"domains":["a.com"],"containers":[{"name":"c","id":"123","status":"Up","health":null,"routed":true}],"error":null}]}""",
            ReportDocuments.Of([status]).ToJsonString());
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Haloy.Engine.Operating;
using Haloy.Engine.Planning;
using Haloy.Manifest.Validation;

namespace Nuke.Haloy.Tests;

/// <summary>docs/reports.md shows every document as it is.</summary>
public sealed class DocumentedReportsTests
{
    private static readonly DateTimeOffset _time = new(2026, 11, 22, 4, 15, 30, TimeSpan.Zero);

    private static readonly JsonObject[] _documents =
    [
        ReportDocuments.Of([A.Plan(new ConfigurationChange("replicas", "1", "3"))]),
        ReportDocuments.Of(
        [
            new TargetStatus
            {
                Target = "t", Server = "s", Deployment = "d", Since = _time, Image = "i", ImageId = "i", Wanted = 1, Domains = ["a.com"],
                Containers = [new("c", "r1", "1", "Up (healthy)", true)],
            },
        ]),
        ReportDocuments.Of([new TargetHistory("t", "s", [new("d", _time, "i", true, 1) { Image = "i", Digest = "sha256:1" }])]),
        ReportDocuments.Of("haloy.yaml", ["t"], [new ManifestProblem("HALOY014", ProblemSeverity.Error, "p", new(9, 5, 0, 1), "m", "h")]),
        ReportDocuments.Of(["t"], ["p"]),
        ReportDocuments.Of([new TargetLogLine("t", "c", false, "x") { Time = _time }]),
        ReportDocuments.Of([new StopResult("t", "s", 1, 0) { Volumes = ["v"] }]),
        ReportDocuments.Of(new CommandResult("t", "s", "c", 0)),
        ReportDocuments.Of(new PruneReport([new("t", "s", ["d"], ["c"], ["i"])], [new("s", 1)])),
        ReportDocuments.Of([new UpgradedProxy { Server = "s", Image = "i", ImageId = "1", PreviousImageId = "2", IsReplaced = true, Gap = TimeSpan.FromSeconds(0.4) }]),
    ];

    [Fact]
    public void Every_document_is_shown_with_its_fields_and_their_kinds()
    {
        var shown = Blocks().ToDictionary(block => (string)block["command"]!);

        Assert.Equal(_documents.Select(d => (string)d["command"]!).Order(), shown.Keys.Order());
        foreach (var document in _documents)
            Assert.Equal(Shape(document), Shape(shown[(string)document["command"]!]));
    }

    private static IEnumerable<JsonObject> Blocks([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/reports.md")).Split("```json\n").Skip(1)
            .Select(block => JsonNode.Parse(block.Split("```")[0])!.AsObject());

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(",", map.Select(field => $"{field.Key}:{Shape(field.Value)}")) + "}",
        JsonArray list => "[" + Shape(list.FirstOrDefault()) + "]",
        null => "null",
        _ => node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? "bool" : node.GetValueKind().ToString(),
    };
}

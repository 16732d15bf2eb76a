using System;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Planning;

namespace Nuke.Haloy.Tests;

/// <summary>Reports to show.</summary>
internal static class A
{
    public static TargetReport Target(string key) => new()
    {
        Target = key,
        Server = key + ".example.com",
        Deployment = "20261122-041530-k3x9",
        Outcome = Outcome.Succeeded,
        Took = TimeSpan.FromSeconds(2.1),
        Strategy = "rolling",
        Replicas = 3,
        ImageId = "sha256:85e8b6c8a8ed1234567890",
        BytesSent = 20_480,
        BytesTotal = 6_799_360,
    };

    public static TargetPlan Plan(params ConfigurationChange[] changes) => new()
    {
        Target = "production",
        Server = "prod",
        Runs = "20261122-041530-k3x9",
        Changes = changes,
        Image = new("shop:2", ImageAction.Send, 20_480, 6_799_360),
        Steps = ["start r1", "route a.com to r1"],
    };

    public static RunReport Run(params TargetReport[] targets) => new()
    {
        Command = "deploy",
        Started = new DateTimeOffset(2026, 11, 22, 4, 15, 30, TimeSpan.Zero),
        Took = TimeSpan.FromSeconds(3.2),
        Targets = targets,
    };
}

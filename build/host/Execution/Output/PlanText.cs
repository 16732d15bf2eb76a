namespace Nuke.Common.Execution;

/// <summary>The plan as lines. NUKE draws it as an HTML page and opens a browser instead.</summary>
internal static class PlanText
{
    public static string Of(NukeBuild build)
        => "Execution plan:" + Environment.NewLine + Environment.NewLine
            + string.Concat(build.ExecutionPlan.Select((x, i) => $"  {i + 1}. {x.Name}{Environment.NewLine}"));
}

using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>The table at the end of a run, and its outcome.</summary>
internal static class Summary
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    // Log views of build servers collapse ordinary spaces.
    private const char Space = '\u00A0';

    public static void Write(NukeBuild build)
    {
        var plan = build.ExecutionPlan;
        var nameWidth = Math.Max(plan.Max(x => x.Name.Length) + 4, 19);
        var width = nameWidth + StatusWidth + DurationWidth;
        var total = plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration);

        HostConsole.Debug();
        HostConsole.Debug(new string('═', width));
        HostConsole.Information(Row("Target", "Status", "Duration"));
        HostConsole.Debug(new string('─', width));
        foreach (var target in plan)
            WriteRow(target, Row(target.Name, target.Status.ToString(), Duration(target)) + Details(target));
        HostConsole.Debug(new string('─', width));
        HostConsole.Information(Row("Total", "", Duration(total)));
        HostConsole.Debug(new string('═', width));

        HostConsole.Debug();
        var now = DateTime.Now.ToString(CultureInfo.CurrentCulture);
        if (build.IsSucceeding)
            HostConsole.Success($"Build succeeded on {now}. ＼（＾ᴗ＾）／");
        else
            HostConsole.Error($"Build failed on {now}. (╯°□°）╯︵ ┻━┻");

        string Row(string name, string status, string duration)
            => name.PadRight(nameWidth, Space) + status.PadRight(StatusWidth, Space) + duration.PadLeft(DurationWidth, Space);
    }

    private static void WriteRow(ExecutableTarget target, string row)
    {
        switch (target.Status)
        {
            case ExecutionStatus.Skipped:
                HostConsole.Debug(row);
                break;
            case ExecutionStatus.Succeeded:
                HostConsole.Success(row);
                break;
            case ExecutionStatus.Aborted or ExecutionStatus.NotRun:
                HostConsole.Warning(row);
                break;
            case ExecutionStatus.Failed:
                HostConsole.Error(row);
                break;
        }
    }

    private static string Details(ExecutableTarget target)
        => target.SummaryInformation.Count == 0
            ? ""
            : new string(Space, 3) + "// " + string.Join(", ", target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}"));

    private static string Duration(ExecutableTarget target)
        => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted ? Duration(target.Duration) : "";

    // NUKE replaces "0:00" wherever it stands, so that ten minutes read "1< 1sec". The same here: outputs are compared.
    private static string Duration(TimeSpan duration)
        => $"{(int)duration.TotalMinutes}:{duration:ss}".Replace("0:00", "< 1sec", StringComparison.Ordinal);
}

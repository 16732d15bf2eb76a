using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub Actions: what it tells a build, and how it is told of groups and problems.</summary>
public class GitHubActions : Host, IBuildServer
{
    public new static GitHubActions Instance => Host.Instance as GitHubActions;

    internal static bool IsRunningGitHubActions => EnvironmentInfo.HasVariable("GITHUB_ACTIONS");

    string IBuildServer.Branch => Ref;
    string IBuildServer.Commit => Sha;

    public string Workflow => EnvironmentInfo.GetVariable("GITHUB_WORKFLOW");
    public string Actor => EnvironmentInfo.GetVariable("GITHUB_ACTOR");
    public string Repository => EnvironmentInfo.GetVariable("GITHUB_REPOSITORY");
    public string EventName => EnvironmentInfo.GetVariable("GITHUB_EVENT_NAME");
    public string Workspace => EnvironmentInfo.GetVariable("GITHUB_WORKSPACE");
    public string Sha => EnvironmentInfo.GetVariable("GITHUB_SHA");
    public string Ref => EnvironmentInfo.GetVariable("GITHUB_REF");
    public string RefName => EnvironmentInfo.GetVariable("GITHUB_REF_NAME");
    public long RunId => EnvironmentInfo.GetVariable<long>("GITHUB_RUN_ID");
    public long RunNumber => EnvironmentInfo.GetVariable<long>("GITHUB_RUN_NUMBER");
    public string ServerUrl => EnvironmentInfo.GetVariable("GITHUB_SERVER_URL");
    public string Job => EnvironmentInfo.GetVariable("GITHUB_JOB");
    public bool IsPullRequest => EventName == "pull_request";
    public AbsolutePath StepSummaryFile => EnvironmentInfo.GetVariable("GITHUB_STEP_SUMMARY");

    public void Group(string group)
        => WriteCommand("group", group);

    public void EndGroup(string group)
        => WriteCommand("endgroup", group);

    public void WriteDebug(string message)
        => WriteCommand("debug", message);

    public void WriteWarning(string message)
        => WriteCommand("warning", message);

    public void WriteError(string message)
        => WriteCommand("error", message);

    protected internal override IDisposable WriteBlock(string text)
    {
        Group(text);
        return new AtEnd(() => EndGroup(text));
    }

    protected internal override void ReportWarning(string text, string details = null)
        => WriteWarning(text);

    protected internal override void ReportError(string text, string details = null)
        => WriteError(text);

    protected internal override bool FilterMessage(string message)
    {
        if (!message.StartsWith("::", StringComparison.Ordinal) && !message.StartsWith("##[", StringComparison.Ordinal))
            return false;

        Console.WriteLine(message);
        return true;
    }

    private static void WriteCommand(string command, string message)
        => Console.WriteLine($"::{command}::{Escape(message)}");

    private static string Escape(string message)
        => message
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}

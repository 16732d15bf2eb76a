using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class ProcessTests
{
    [Fact]
    public async Task Output_is_kept_as_it_was_and_logged_as_a_template()
    {
        var result = await BuildFolder.RunOnceAsync("Processes Talks --no-logo");

        Assert.Contains("text=out {{.Names}}", result.Lines);
        Assert.Contains("[DBG] out {.Names}", result.Text);
        Assert.Contains("/bash -c \"echo out '{{.Names}}'\"", result.Text);
    }

    [Fact]
    public async Task A_process_that_fails_fails_its_target_with_what_it_wrote()
    {
        var result = await BuildFolder.RunOnceAsync("Processes Complains --no-logo");

        Assert.Equal(["Complains Failed // ProcessException: Process 'bash' exited with code 3."], result.Summary);
        var lines = result.Lines.SkipWhile(x => !x.Contains("ProcessException: Process 'bash' exited with code 3.", System.StringComparison.Ordinal));
        Assert.Equal(["Error output:", "   bad"], lines.Skip(3).Take(2));
    }

    [Fact]
    public async Task Arguments_are_quoted_where_needed_secrets_hidden_and_another_folder_named()
    {
        using var folder = new BuildFolder();

        var result = await folder.RunAsync("Processes Elsewhere --no-logo");

        Assert.Contains($"echo \"two words\" \"{folder.Path}/a folder\" plain [REDACTED]", result.Text);
        Assert.Contains($"[INF] @ {folder.Path}/a folder", result.Text);
        Assert.Contains("[DBG] ONLY=this", result.Text);
        Assert.DoesNotContain("hunter2", result.Text);
    }

    [Fact]
    public async Task Paths_are_normalised_and_compared_as_the_file_system_does()
    {
        using var folder = new BuildFolder();

        var result = await folder.RunAsync("Processes Paths --no-logo");

        Assert.Contains("file.tar.gz file.tar .gz two True", result.Lines);
        Assert.Contains($"True \"{folder.Path}/a b\" True", result.Lines);
        Assert.Contains("False True .nuke", result.Lines);
        Assert.Contains("Paths Failed // ArgumentException: Path 'text' must be rooted", result.Summary);
    }
}

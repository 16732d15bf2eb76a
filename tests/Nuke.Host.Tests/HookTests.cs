using System;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class HookTests
{
    [Fact]
    public async Task Extensions_and_then_the_build_hear_of_everything_in_order()
    {
        var result = await BuildFolder.RunOnceAsync("Hooked --no-logo");

        Assert.Equal(
            [
                "watch: created 4", "created with none",
                "watch: initialized Skipped,Works,Empty", "initialized",
                "watch: skipped Skipped Skipped", "skipped Skipped",
                "watch: running Works Running", "running Works",
                "watch: summary Works A", "watch: summary Works B",
                "running Works, scheduled Empty, skipped Skipped",
                "invoked , plan Skipped+Works+Empty, contains True",
                "finished False, failing False",
                "watch: succeeded Works Succeeded", "succeeded Works",
                "watch: finished True", "finished True, succeeded Works, failed ",
            ],
            Said(result));
        Assert.Equal(["Skipped Skipped // OnlyWhen: Text == \"given\"", "Works Succeeded // B: 2"], result.Summary);
    }

    [Fact]
    public async Task A_failure_is_heard_of_before_the_build_is_finished()
    {
        var result = await BuildFolder.RunOnceAsync("Hooked Fails --no-logo");

        Assert.Equal(["watch: failed Fails Failed", "failed Fails", "watch: finished False", "finished True, succeeded , failed Fails"], Said(result)[^4..]);
        Assert.Contains("[INF] Fails: last words", result.Text.Replace("[INF] : ", "[INF] Fails: ", StringComparison.Ordinal));
    }

    private static string[] Said(BuildResult result)
        => [.. result.Lines.Where(x => x.Length > 0 && (char.IsLower(x[0]) || x.StartsWith("watch", StringComparison.Ordinal)))];
}

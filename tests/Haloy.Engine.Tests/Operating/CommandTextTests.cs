using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;

namespace Haloy.Engine.Tests.Operating;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("ls -l /app", "ls,-l,/app")]
    [InlineData("  ls\t-l  ", "ls,-l")]
    [InlineData("echo 'a b' \"c d\"e", "echo,a b,c de")]
    [InlineData("echo ''", "echo,")]
    [InlineData("echo '$HOME | wc'", "echo,$HOME | wc")]
    [InlineData("echo \"a'b|c\"", "echo,a'b|c")]
    [InlineData("app --set=1", "app,--set=1")]
    public void Plain_words_need_no_shell(string command, string words) =>
        Assert.Equal(words, string.Join(',', CommandText.Arguments(command)));

    [Theory]
    [InlineData("ls | wc -l")]
    [InlineData("echo $HOME")]
    [InlineData("echo \"$HOME\"")]
    [InlineData("ls *.dll")]
    [InlineData("a; b")]
    [InlineData("a && b")]
    [InlineData("a\nb")]
    [InlineData("NAME=1 app")]
    [InlineData("echo a\\ b")]
    public void What_only_a_shell_understands_goes_to_the_shell(string command) =>
        Assert.Equal(["sh", "-c", command], CommandText.Arguments(command));

    [Theory]
    [InlineData("", "There is no command to run. Give one: --command \"ls /app\".")]
    [InlineData(" ", "There is no command to run. Give one: --command \"ls /app\".")]
    [InlineData("echo 'a", "The command has an open quote: echo 'a")]
    public void What_is_no_command_is_refused(string command, string message) =>
        Assert.Equal(message, Assert.Throws<PreflightException>(() => CommandText.Arguments(command)).Message);
}

using System.IO;
using Haloy.Engine.Operating;

namespace Nuke.Haloy.Tests;

public sealed class LogLinesTests : System.IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Replicas_are_named_and_aligned()
    {
        Show(isPrefixed: false, isRaw: false);

        Assert.Equal("k3x9-r1 | one\nk3x9-r2 | {two}\naaaa-r10 | three\nk3x9-r1  | four\n", _output.ToString());
    }

    [Fact]
    public void Of_several_targets_each_line_names_its_own()
    {
        Show(isPrefixed: true, isRaw: false);

        Assert.StartsWith("[shop] k3x9-r1 | one\n", _output.ToString());
    }

    [Fact]
    public void Raw_lines_are_what_the_containers_wrote()
    {
        Show(isPrefixed: true, isRaw: true);

        Assert.Equal("one\n{two}\nthree\nfour\n", _output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_name_tells_the_error_stream()
    {
        new LogLines(_output, isPrefixed: false, isRaw: false, new Paint(true)).Show(Line("r1", "oops") with { IsError = true });

        Assert.Equal("\u001b[31mr1 |\u001b[0m oops\n", _output.ToString());
    }

    private void Show(bool isPrefixed, bool isRaw)
    {
        var lines = new LogLines(_output, isPrefixed, isRaw, Paint.None);
        lines.Show(Line("k3x9-r1", "one"));
        lines.Show(Line("k3x9-r2", "{two}"));
        lines.Show(Line("aaaa-r10", "three"));
        lines.Show(Line("k3x9-r1", "four"));
    }

    private static TargetLogLine Line(string replica, string text) => new("shop", "shop-" + replica, false, text) { Replica = replica };
}

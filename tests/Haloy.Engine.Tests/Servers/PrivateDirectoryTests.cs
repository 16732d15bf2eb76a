using System;
using System.IO;
using Haloy.Engine.Servers;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class PrivateDirectoryTests
{
    [Fact]
    public void It_is_open_to_its_owner_only_and_so_are_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        if (OperatingSystem.IsWindows())
            return;
        using var directory = PrivateDirectory.Create(null);

        var file = directory.Write("key", "text");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("text", File.ReadAllText(file));
    }

    [Fact]
    public void It_goes_away_with_all_that_is_in_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        if (OperatingSystem.IsWindows())
            return;
        var directory = PrivateDirectory.Create(null);
        directory.Write("key", "text");

        directory.Dispose();
        directory.Dispose();

        Assert.False(Directory.Exists(directory.Path));
    }

    [Theory]
    [InlineData("/run/user/1000", true)]
    [InlineData("/tmp", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("relative", false)]
    [InlineData("/with a blank", false)]
    [InlineData("/with%token", false)]
    [InlineData("/a/path/that/is/so/long/that/a/socket/below/it/would/not/fit/any/more", false)]
    public void A_place_is_fit_when_ssh_takes_it_as_it_is(string? path, bool expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix sockets of ssh.");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(expected, PrivateDirectory.IsFit(path));
    }
}

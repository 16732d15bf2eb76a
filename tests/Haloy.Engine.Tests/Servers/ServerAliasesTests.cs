using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Haloy.Engine.Servers;

namespace Haloy.Engine.Tests.Servers;

public sealed class ServerAliasesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ha-").FullName;
    private readonly ServerAliases _names;

    public ServerAliasesTests() => _names = ServerAliases.Of(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = Path.Combine(_directory, "config") });

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_name_that_was_stored_is_found_and_one_that_was_removed_is_not()
    {
        Assert.Empty(_names.Read());
        _names.Store("Prod", "deploy@10.0.0.7:2222");
        _names.Store("other", "other.example.com");
        _names.Store("other", "another.example.com");

        Assert.Equal(["other another.example.com", "prod deploy@10.0.0.7:2222"], _names.Read().Select(one => $"{one.Key} {one.Value}"));
        Assert.True(_names.Remove("PROD"));
        Assert.False(_names.Remove("prod"));
        Assert.Equal(["other"], _names.Read().Keys);
    }

    [Fact]
    public void The_file_is_its_owners_and_nothing_else_lies_beside_it()
    {
        _names.Store("prod", "10.0.0.7");

        Assert.Equal([_names.File], Directory.GetFiles(Path.GetDirectoryName(_names.File)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_names.File));
    }

    [Fact]
    public void Without_a_configuration_directory_it_lies_in_the_home()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps such files elsewhere.");

        var names = ServerAliases.Of(new Dictionary<string, string> { ["HOME"] = "/home/me", ["XDG_CONFIG_HOME"] = "not/absolute" });

        Assert.Equal("/home/me/.config/haloy/servers.json", names.File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("me@prod")]
    [InlineData("prod:22")]
    [InlineData("localhost")]
    [InlineData("10.0.0.7")]
    [InlineData("::1")]
    [InlineData("https://prod")]
    public void What_server_could_not_say_is_no_name(string name)
    {
        var failure = Assert.Throws<ServerAliasException>(() => _names.Store(name, "10.0.0.7"));

        Assert.StartsWith($"'{name}' cannot be the name of a server", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_names.File));
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("""{ "servers": { "prod": "https://prod" } }""")]
    public void A_file_that_cannot_be_read_is_named(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_names.File)!);
        File.WriteAllText(_names.File, text);

        Assert.Contains(_names.File, Assert.Throws<ServerAliasException>(() => _names.Read()).Message, StringComparison.Ordinal);
    }
}

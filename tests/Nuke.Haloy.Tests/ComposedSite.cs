using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Haloy.Testing.Docker;

namespace Nuke.Haloy.Tests;

/// <summary>A build of Compositions/ whose targets are deployed to an engine of this process, which it reaches as localhost.</summary>
internal sealed class ComposedSite : IAsyncDisposable
{
    private readonly TestBuild _build = new("Compositions");

    public ComposedSite()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Deploying from Windows is not supported yet.");
        Engine.AddImage("caddy:2");
        var image = Engine.AddImage("app:built");
        _build.Variables["DOCKER_HOST"] = Engine.Listen(_build.PathOf("engine.sock"));
        _build.Write("Dockerfile", "FROM scratch\n");
        // What builds the images: it notes that it was asked, and names the image that the engine has already.
        WriteProgram("docker", $"""
            #!/bin/sh
            [ "$1" = build ] || exit 1
            echo "docker build" >> order
            while [ "$1" != --iidfile ]; do shift; done
            echo {image.Id} > "$2"
            """);
        WriteProgram("ssh", """
            #!/bin/sh
            echo 'ssh: Could not resolve hostname nowhere.invalid: Name or service not known' >&2
            exit 255
            """);
        _build.Variables["PATH"] = $"{_build.PathOf("")}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    public FakeDockerEngine Engine { get; } = new();

    /// <summary>What ran so far, hooks and builds of images included.</summary>
    public string Order => File.Exists(_build.PathOf("order")) ? _build.Read("order").TrimEnd().Replace("\n", ", ", StringComparison.Ordinal) : "";

    /// <summary>The apps that run, in order.</summary>
    public string Running => string.Join(" ", Engine.Containers.Where(c => c.IsRunning && c.Labels.ContainsKey("haloy.deployment")).Select(c => c.Labels["haloy.target"]).Order());

    public void Write(string file, string text) => _build.Write(file, text);

    public void Delete(string file) => File.Delete(_build.PathOf(file));

    /// <summary>Runs one of the builds.</summary>
    /// <param name="command">Its name, then its command line.</param>
    public Task<(int ExitCode, string Text)> RunAsync(string command)
    {
        var words = command.Split(' ', 2);
        _build.Variables["TEST_CASE"] = words[0];
        return _build.RunAsync(words.Length > 1 ? words[1] : "");
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _build.Dispose();
    }

    private void WriteProgram(string name, string script)
    {
        _build.Write(name, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_build.PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}

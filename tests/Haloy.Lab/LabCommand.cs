using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Lab;

/// <summary>The lab from a shell: up, down, status, env.</summary>
internal sealed class LabCommand(TextWriter output, TextWriter error)
{
    private const string Usage = """
        Haloy.Lab [--directory DIR] up [SERVER…]   start the lab, with these servers (web1 when it has none yet)
        Haloy.Lab [--directory DIR] down           stop it and remove everything
        Haloy.Lab [--directory DIR] load IMAGE…    bring images to every engine: caddy, aspnet, app:VERSION
        Haloy.Lab [--directory DIR] status         say what runs
        Haloy.Lab [--directory DIR] env            print the variables to use it: eval "$(… env)"
        DIR is .nuke/temp/lab below the repository when left out.
        """;

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string directory = DefaultDirectory();
        if (arguments is ["--directory", var given, ..])
        {
            directory = Path.GetFullPath(given);
            arguments = arguments[2..];
        }

        try
        {
            return arguments switch
            {
                ["up", .. var names] => await UpAsync(directory, names, cancellationToken),
                ["down"] => await DownAsync(directory, cancellationToken),
                ["load", .. var images] => await LoadAsync(directory, images, cancellationToken),
                ["status"] => With(directory, lab => string.Join(Environment.NewLine, lab.Describe())),
                ["env"] => With(directory, Variables),
                _ => Fail(Usage, 2),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IOException or TimeoutException)
        {
            return Fail(exception.Message, 1);
        }
    }

    private async Task<int> UpAsync(string directory, string[] names, CancellationToken cancellationToken)
    {
        if (TestLab.WhyUnavailable() is { } reason) return Fail(reason, 1);

        await TestLab.InstallAsync(output.WriteLine, cancellationToken);
        if (names.Length == 0 && TestLab.Open(directory) is null) names = ["web1"];
        TestLab lab = await TestLab.StartAsync(LabSettings.For(directory), names, output.WriteLine, cancellationToken);
        await output.WriteLineAsync(Variables(lab));
        return 0;
    }

    private async Task<int> DownAsync(string directory, CancellationToken cancellationToken)
    {
        if (TestLab.Open(directory) is { } lab) await lab.StopAsync(cancellationToken);
        return 0;
    }

    private async Task<int> LoadAsync(string directory, string[] names, CancellationToken cancellationToken)
    {
        if (TestLab.Open(directory) is not { } lab) return Fail($"There is no lab in {directory}.", 1);

        foreach (string name in names)
        {
            var watch = Stopwatch.StartNew();
            LabImage image = await (name switch
            {
                "caddy" => lab.Images.CaddyAsync(cancellationToken),
                "aspnet" => lab.Images.AspNetAsync(cancellationToken),
                _ when name.StartsWith("app:", StringComparison.Ordinal) => lab.Images.AppAsync(name["app:".Length..], cancellationToken),
                _ => throw new ArgumentException($"'{name}' is none of caddy, aspnet, app:VERSION."),
            });
            await output.WriteLineAsync($"{image.Reference} made after {watch.Elapsed.TotalSeconds:0.0} s");
            await Task.WhenAll(lab.Servers.Select(server => server.Engine).Append(lab.Workstation).Select(engine => engine.LoadImageAsync(image, cancellationToken)));
            await output.WriteLineAsync($"{image.Reference} loaded after {watch.Elapsed.TotalSeconds:0.0} s");
        }
        return 0;
    }

    private int With(string directory, Func<TestLab, string> tell)
    {
        if (TestLab.Open(directory) is not { } lab) return Fail($"There is no lab in {directory}.", 1);

        output.WriteLine(tell(lab));
        return 0;
    }

    private int Fail(string message, int exitCode)
    {
        error.WriteLine(message);
        return exitCode;
    }

    private static string Variables(TestLab lab) =>
        $"export DOCKER_HOST={lab.Workstation.DockerHost} HALOY_SSH_CONFIG={lab.SshConfigFile}";

    private static string DefaultDirectory()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Nuke.Haloy.slnx"))) root = root.Parent;
        return Path.Combine(root?.FullName ?? Environment.CurrentDirectory, ".nuke", "temp", "lab");
    }
}

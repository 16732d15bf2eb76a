using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nuke.Haloy.Generator.Tests;

public sealed class DiagnosticTests
{
    [Fact]
    public void A_problem_stands_at_its_place_in_the_file()
    {
        var yaml = Yaml.TwoTargets + "    replica: 2\n";

        var diagnostic = Assert.Single(GeneratorRun.Over(yaml).Diagnostics);

        var line = diagnostic.Location.GetLineSpan();
        Assert.Equal(ManifestText.File, line.Path);
        Assert.Equal(yaml.Split('\n').Length - 2, line.StartLinePosition.Line);
        Assert.Equal(4, line.StartLinePosition.Character);
        Assert.Equal("replica", yaml.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains("replicas", diagnostic.GetMessage(null));
        Assert.Equal("An unknown key", diagnostic.Descriptor.Title.ToString(null));
    }

    [Fact]
    public void Every_problem_of_the_file_is_reported()
    {
        var run = GeneratorRun.Over("""
            image: "app:1"
            targets:
              a:
                server: a.example.com
                port: nine
              b:
                server: b.example.com
                replicas: 2.7
            """);

        Assert.Equal([5, 8], run.Diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1).Order());
    }

    [Fact]
    public void What_the_reader_only_warns_about_is_a_warning()
    {
        var diagnostic = Assert.Single(GeneratorRun.Over("name: app\nimage: \"app:1\"\napi_token: x\n").Diagnostics);

        // This build project makes errors of warnings, as a user's may.
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.DefaultSeverity);
    }

    [Fact]
    public void Braces_in_a_message_are_only_text()
    {
        var diagnostic = Assert.Single(GeneratorRun.Over("name: app\nimage: \"app:1\"\n\"{0} {x\": 1\n").Diagnostics);

        Assert.Contains("{0} {x", diagnostic.GetMessage(null));
    }
}

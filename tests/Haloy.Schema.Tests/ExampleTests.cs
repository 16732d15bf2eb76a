using System;
using System.IO;
using System.Linq;
using Haloy.Conformance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;
using Haloy.Schema.Tests.Documented;
using Haloy.Schema.Tests.Validating;

namespace Haloy.Schema.Tests;

/// <summary>docs/haloy.yaml is documentation, the schema's source, and a configuration.</summary>
public sealed class ExampleTests
{
    private const string SchemaMark = "# yaml-language-server: $schema=";

    [Fact]
    public void The_annotated_example_is_a_valid_configuration()
    {
        var reading = ManifestReader.Read(AnnotatedExample.Instance.Text);

        Assert.Equal([ProblemKinds.ApiTokenUnused.Id], reading.Problems.Select(problem => problem.Id));
        Assert.Equal(3, reading.Resolved?.Targets.Count);
    }

    [Fact]
    public void The_schema_accepts_the_annotated_example() =>
        Assert.Empty(SchemaFile.Complaints(AnnotatedExample.Instance.Text));

    [Fact]
    public void Every_key_of_the_annotated_example_has_a_comment_with_its_type() =>
        Assert.Empty(AnnotatedExample.Instance.Undescribed);

    [Fact]
    public void No_key_is_described_twice() => Assert.Empty(AnnotatedExample.Instance.DescribedTwice);

    [Fact]
    public void Every_description_is_a_sentence() =>
        Assert.Empty(AnnotatedExample.Instance.Keys()
            .Where(key => !(key.Description.EndsWith('.') && char.IsUpper(key.Description[0])))
            .Select(key => key.Path));

    [Fact]
    public void The_annotated_example_and_the_samples_tell_editors_where_the_schema_is()
    {
        var root = CaseFolders.Root()!;
        var files = Directory.GetFiles(Path.Combine(root, "samples"), "haloy.yaml", SearchOption.AllDirectories)
            .Append(Path.Combine(root, "docs", "haloy.yaml"));
        foreach (var file in files)
        {
            var line = File.ReadLines(file).First();
            Assert.StartsWith(SchemaMark, line, StringComparison.Ordinal);
            Assert.Equal(SchemaFile.Path, Path.GetFullPath(line[SchemaMark.Length..], Path.GetDirectoryName(file)!));
        }
    }

    [Fact]
    public void The_schema_accepts_the_samples()
    {
        var files = Directory.GetFiles(Path.Combine(CaseFolders.Root()!, "samples"), "haloy.yaml", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.Empty(SchemaFile.Complaints(File.ReadAllText(file))));
    }
}

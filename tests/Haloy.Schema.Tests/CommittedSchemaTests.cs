using System;
using System.IO;
using Haloy.Schema.Tests.Documented;
using Haloy.Schema.Tests.Generating;
using Haloy.Schema.Tests.Validating;

namespace Haloy.Schema.Tests;

public sealed class CommittedSchemaTests
{
    [Fact]
    public void The_committed_schema_is_what_the_annotated_example_makes()
    {
        var generated = SchemaGenerator.Generate(AnnotatedExample.Instance);
        if (Environment.GetEnvironmentVariable("HALOY_APPROVE") == "1")
            File.WriteAllText(SchemaFile.Path, generated);

        var committed = File.Exists(SchemaFile.Path) ? File.ReadAllText(SchemaFile.Path).ReplaceLineEndings("\n") : "";

        Assert.True(
            generated == committed,
            "src/Nuke.Haloy/haloy.schema.json is not what docs/haloy.yaml makes. Run these tests once with HALOY_APPROVE=1 in the environment, then look at the difference.");
    }
}

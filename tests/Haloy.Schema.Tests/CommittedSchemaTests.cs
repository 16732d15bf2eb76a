using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
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

    // A keyword that the validator passes over would make every test of it pass.
    [Fact]
    public void The_schema_uses_only_keywords_that_the_validator_of_these_tests_knows()
    {
        string[] known =
        [
            "type", "enum", "pattern", "minimum", "maximum", "items", "properties", "additionalProperties", "minProperties",
            "required", "allOf", "anyOf", "not", "$ref", "definitions",
        ];
        string[] annotations = ["$schema", "$id", "$comment", "title", "description", "default", "examples", "patternErrorMessage"];

        var used = new HashSet<string>();
        CollectKeywords(JsonNode.Parse(SchemaFile.Text)!, used);

        Assert.Empty(used.Except(known).Except(annotations));
    }

    private static void CollectKeywords(JsonNode? schema, HashSet<string> used)
    {
        if (schema is JsonArray schemas)
        {
            foreach (var one in schemas)
                CollectKeywords(one, used);
        }
        if (schema is not JsonObject keywords)
            return;
        foreach (var (keyword, value) in keywords)
        {
            used.Add(keyword);
            if (keyword is "properties" or "definitions")
            {
                foreach (var (_, inner) in value!.AsObject())
                    CollectKeywords(inner, used);
            }
            else if (keyword is "items" or "additionalProperties" or "not" or "allOf" or "anyOf")
            {
                CollectKeywords(value, used);
            }
        }
    }
}

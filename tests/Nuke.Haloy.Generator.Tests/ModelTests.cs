using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Nuke.Haloy.Generator.Tests;

public sealed class ModelTests
{
    [Fact]
    public void No_step_keeps_anything_of_the_compiler_alive()
    {
        var run = GeneratorRun.Over(Yaml.TwoTargets + "    replica: 2\n");

        var names = new[] { Steps.Read, Steps.Outline, Steps.Shared, Steps.Target, Steps.Problems };
        foreach (var output in names.SelectMany(name => run.Result.TrackedSteps[name]).SelectMany(step => step.Outputs))
            AssertPlain(output.Value, new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    private static void AssertPlain(object? value, HashSet<object> seen)
    {
        if (value is null or string || !seen.Add(value) || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or Diagnostic or SourceText or AdditionalText,
            $"A step keeps a {value.GetType()}.");

        if (value is IEnumerable items)
        {
            foreach (var item in items)
                AssertPlain(item, seen);
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                AssertPlain(field.GetValue(value), seen);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;
using Haloy.Schema.Tests.Documented;
using Haloy.Schema.Tests.Validating;

namespace Haloy.Schema.Tests;

/// <summary>The reader and the schema draw the line at the same values.</summary>
public sealed partial class ReaderAgreementTests
{
    private static readonly AnnotatedExample Example = AnnotatedExample.Instance;

    public static TheoryData<string> WholeNumbers() => PathsOf<Form.WholeNumber>();

    public static TheoryData<string> Choices() => PathsOf<Form.Choice>();

    public static TheoryData<string> Booleans() => PathsOf<Form.Boolean>();

    [Theory]
    [MemberData(nameof(WholeNumbers))]
    public void A_number_is_accepted_up_to_its_bounds_and_not_beyond(string path)
    {
        var number = Example.At(path).Type.Forms.OfType<Form.WholeNumber>().Single();

        Assert.True(BothAccept(path, Text(number.Least)));
        Assert.False(BothAccept(path, Text(number.Least - 1)));
        Assert.True(BothAccept(path, Text(number.Most ?? 1_000_000)));
        if (number.Most is { } most)
            Assert.False(BothAccept(path, Text(most + 1)));
    }

    [Theory]
    [MemberData(nameof(WholeNumbers))]
    public void A_number_may_stand_in_quotes_within_the_same_bounds(string path)
    {
        var number = Example.At(path).Type.Forms.OfType<Form.WholeNumber>().Single();
        var most = number.Most ?? 1_000_000;

        Assert.All([number.Least, number.Least + 1, most / 2, most - 1, most], value => Assert.True(BothAccept(path, $"'{Text(value)}'")));
        Assert.All([$"{number.Least - 1}", "", "two", "2.7", "010", "+2", " 2", "1e2"], text => Assert.False(BothAccept(path, $"'{text}'")));
        if (number.Most is not null)
            Assert.All([most + 1, most * 10, most + 10], value => Assert.False(BothAccept(path, $"'{Text(value)}'")));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_words_of_a_choice_are_those_that_the_reader_names(string path)
    {
        var words = Example.At(path).Type.Forms.OfType<Form.Choice>().Single().Words;
        var complaint = Problems(path, "nonsense").Single(problem => problem.Id == ProblemKinds.UnknownChoice.Id).Message;
        var named = Quoted().Matches(complaint[complaint.IndexOf(';', StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value);

        Assert.Equal(words, named);
        Assert.All(words, word => Assert.True(BothAccept(path, word)));
        Assert.All(words.Select(word => word.ToUpperInvariant()).Append("nonsense"), word => Assert.False(BothAccept(path, word)));
    }

    [Theory]
    [MemberData(nameof(Booleans))]
    public void Only_true_and_false_are_booleans_quoted_or_not(string path)
    {
        Assert.All(["true", "false", "'true'", "'false'"], value => Assert.True(BothAccept(path, value)));
        Assert.All(["yes", "no", "on", "off", "1", "0", "''", "[true]"], value => Assert.False(BothAccept(path, value)));
    }

    private static bool BothAccept(string path, string value)
    {
        var yaml = Smallest.With(path, value);
        var reader = !Problems(path, value).Any();
        var schema = SchemaFile.Complaints(yaml).Count == 0;
        Assert.True(reader == schema, $"{(reader ? "Only the reader" : "Only the schema")} accepts:\n{yaml}");
        return reader;
    }

    // Rules between keys, such as a push without its registry, are no matter of the value.
    private static IEnumerable<ManifestProblem> Problems(string path, string value) =>
        ManifestReader.Read(Smallest.With(path, value)).Problems
            .Where(problem => problem.Severity == ProblemSeverity.Error && SeenBySchema.Kinds.Contains(problem.Id));

    private static TheoryData<string> PathsOf<T>()
        where T : Form =>
        [.. Example.Keys().Where(key => key.Type.Forms.Any(form => form is T)).Select(key => key.Path)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Quoted();
}

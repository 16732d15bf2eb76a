using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Tests.Reading;

/// <summary>Input without measure gets one clear problem, and soon.</summary>
public sealed class LimitTests
{
    private const int Large = 64 * 1024;

    // Far above what is needed, far below what anything quadratic takes.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public void A_file_beyond_the_limit_is_not_read() =>
        Assert.Equal(ProblemKinds.TooLarge.Id, Assert.Single(Read("name: shop\n# " + new string('x', ReadingLimits.Characters)).Problems).Id);

    [Fact]
    public void A_file_within_the_limit_is_read() =>
        Assert.False(Read("name: shop\nimage: nginx\n# " + new string('x', ReadingLimits.Characters - 30)).HasErrors);

    [Fact]
    public void A_text_beyond_the_limit_is_a_problem_where_it_stands()
    {
        var reading = Read("name: shop\nimage: nginx\nenv: [{ name: A, value: " + new string('x', ReadingLimits.TextCharacters + 1) + " }]\n");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((ProblemKinds.TooLarge.Id, 3), (problem.Id, problem.Position.Line));
    }

    [Fact]
    public void A_map_of_ten_thousand_keys_is_one_problem() =>
        Assert.Equal(ProblemKinds.TooLarge.Id, Assert.Single(Read("name: shop\nimage: nginx\nenv:\n  - " + Keys(10_000, "\n    ") + "\n").Problems).Id);

    [Fact]
    public void A_file_of_ten_thousand_keys_is_one_problem() =>
        Assert.Equal(ProblemKinds.TooLarge.Id, Assert.Single(Read(Keys(10_000, "\n")).Problems).Id);

    [Fact]
    public void Problems_beyond_the_limit_are_counted()
    {
        var reading = Read("name: shop\nimage: nginx\n" + Keys(2_000, "\n") + "\n");

        Assert.Equal(ReadingLimits.Problems + 1, reading.Problems.Count);
        Assert.Contains("1000 more problems", reading.Problems[ReadingLimits.Problems].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_double_each_other_stop_at_the_limit()
    {
        var text = new StringBuilder("name: shop\nimage: nginx\nenv:\n  - { name: V0, value: xxxxxxxxxx }\n");
        for (var i = 1; i < 40; i++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: V{i}, value: \"${{V{i - 1}}}${{V{i - 1}}}\" }}\n");

        Assert.Contains(Read(text.ToString()).Problems, problem => problem.Id == ProblemKinds.TooLarge.Id);
    }

    [Fact]
    public void A_chain_of_references_may_be_as_long_as_the_list()
    {
        var text = new StringBuilder("name: shop\nimage: nginx\nenv:\n");
        for (var i = 0; i < 3_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: V{i}, value: \"${{V{i + 1}}}\" }}\n");
        text.Append("  - { name: V3000, value: end }\n");

        Assert.Equal("end", Assert.IsType<Manifest.Targets.ValueSource.Literal>(Read(text.ToString()).Resolved!.Targets[0].Env[0].Source).Value);
    }

    [Fact]
    public void An_endless_international_label_is_refused_before_it_is_encoded()
    {
        var label = new string(Enumerable.Range(0, Large).Select(i => (char)('\u4E00' + i % 20_000)).ToArray());

        Assert.Equal(ProblemKinds.HostName.Id, Assert.Single(Read("name: shop\nimage: nginx\ndomains: [" + label + ".com]\n").Problems).Id);
    }

    [Fact]
    public void What_inheritance_multiplies_stops_at_the_limit()
    {
        var text = new StringBuilder("image: nginx\npre_deploy:\n");
        for (var i = 0; i < 500; i++)
            text.Append("  - make\n");
        text.Append("targets:\n");
        for (var i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"  t{i}:\n");
        var reading = Read(text.ToString());

        Assert.Equal("targets/t50", Assert.Single(reading.Problems).Path);
        Assert.Equal(200, reading.ReadableTargets.Count);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: {")]
    [InlineData("[{")]
    [InlineData("&a [")]
    [InlineData("*a ")]
    [InlineData("- - a\n")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\" ")]
    [InlineData("a:b\n")]
    [InlineData("a b\n")]
    [InlineData("a\n")]
    [InlineData("a: - b\n")]
    [InlineData("a: \"b\n")]
    [InlineData("\ta\n")]
    [InlineData("a: b\n c: d\n")]
    [InlineData("${A}")]
    [InlineData("a: |\n")]
    [InlineData("!a ")]
    [InlineData("%A b\n")]
    [InlineData("#\n")]
    [InlineData("\r")]
    [InlineData("---\n")]
    [InlineData(",")]
    [InlineData(": ")]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("\\")]
    [InlineData("\u2028")]
    public void The_same_again_and_again_takes_no_time(string piece)
    {
        foreach (var begin in new[] { "", "name: shop\nserver: ", "env: [", "pre_deploy: \"", "targets:\n  " })
        {
            var text = begin + string.Concat(Enumerable.Repeat(piece, Large / piece.Length));
            var watch = Stopwatch.StartNew();
            Read(text);
            Assert.True(watch.Elapsed < Soon, $"{watch.Elapsed.TotalMilliseconds} ms after `{begin}`");
        }
    }

    private static string Keys(int count, string separator) =>
        string.Join(separator, Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"key{i}: 1")));

    private static ManifestReading Read(string text) => ManifestReader.Read(text);
}

using System;
using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Tests.Reading;

public sealed class PositionTests
{
    [Theory]
    [InlineData("name: shop\nreplica: 2\n")]
    [InlineData("name: shop\r\nreplica: 2\r\n")]
    [InlineData("\uFEFFname: shop\nreplica: 2\n")]
    [InlineData("name: \"😀é\"\n\n# é\n  \nreplica: 2\n")]
    [InlineData("name: >\n  a\n  b\n\nreplica: 2\n")]
    [InlineData("name: 'a\n  b'\nreplica: 2\n")]
    [InlineData("{ name: [a,\n b], replica: 2 }\n")]
    [InlineData("image: nginx\ntargets:\n  a:\n    replica: 2\n")]
    public void An_unknown_key_is_found_at_exactly_its_characters(string text)
    {
        var position = Problem(text, ProblemKinds.UnknownKey).Position;

        Assert.Equal("replica", text.Substring(position.Offset, position.Length));
        var lines = text.TrimStart('\uFEFF').Split('\n');
        Assert.Equal("replica", lines[position.Line - 1].Substring(position.Column - 1, position.Length));
    }

    [Fact]
    public void A_problem_names_the_path_of_its_key()
    {
        const string Text = """
            image: nginx
            targets:
              production:
                server: a.example.com
                env:
                  - name: A
                    value: b
                    buildarg: true
                domains:
                  - domain: "*.example.com"
            """;

        Assert.Equal(
            ["targets/production/env/0/buildarg", "targets/production/domains/0/domain"],
            ManifestReader.Read(Text).Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_broken_line_is_shown_with_a_caret_below_the_mistake()
    {
        var problem = Problem("name: shop\npre_deploy: - make\n", ProblemKinds.ListOnKeyLine);

        Assert.Equal("pre_deploy: - make\n            ^", problem.Excerpt);
        Assert.Equal((2, 13), (problem.Position.Line, problem.Position.Column));
    }

    [Fact]
    public void A_tab_stays_a_tab_above_the_caret() =>
        Assert.Equal("\t\tmake: it\n^", Problem("a:\n\t\tmake: it\n", ProblemKinds.TabInIndentation).Excerpt);

    [Fact]
    public void The_excerpt_of_an_endless_line_is_cut_around_the_mistake()
    {
        var excerpt = Problem("name: shop\nserver: " + new string('x', 500) + ": y\n", ProblemKinds.Syntax).Excerpt!.Split('\n');

        Assert.True(excerpt[0].Length <= 120);
        Assert.Equal(':', excerpt[0][excerpt[1].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Lines_behind_a_mended_one_keep_their_places()
    {
        var problem = Problem("name: shop\nimage:nginx\nreplica: 2\n", ProblemKinds.UnknownKey);

        Assert.Equal(new SourcePosition(3, 1, 7, 23), problem.Position);
    }

    [Fact]
    public void Problems_come_in_the_order_of_their_places()
    {
        var lines = ManifestReader.Read("port: 0\nreplicas: 0\nfoo: 1\nserver: 'https://a'\n").Problems.Select(problem => problem.Position.Line);

        Assert.Equal([1, 1, 2, 3, 4], lines);
    }

    private static ManifestProblem Problem(string text, ProblemKind kind) =>
        Assert.Single(ManifestReader.Read(text).Problems, problem => problem.Id == kind.Id);
}

using System;
using System.Linq;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Targets;

public sealed class EnvExpansionTests
{
    [Fact]
    public void What_comes_from_somewhere_is_left_until_it_is_known()
    {
        var url = Expanded("pg://${USER}:${PASSWORD}@db", ("USER", "app"));

        Assert.Equal("pg://app:${PASSWORD}@db", url.Value);
        Assert.Equal(["PASSWORD"], url.Unfinished);
        Assert.Equal("pg://app:s3cret@db", EnvExpansion.Fill(url, name => name == "PASSWORD" ? "s3cret" : null));
    }

    [Fact]
    public void An_escaped_reference_to_a_secret_stays_text()
    {
        var value = Expanded("$${PASSWORD}=${PASSWORD}");

        Assert.Equal("${PASSWORD}=${PASSWORD}", value.Value);
        Assert.Equal("${PASSWORD}=s3cret", EnvExpansion.Fill(value, _ => "s3cret"));
    }

    [Fact]
    public void An_escape_that_came_by_another_entry_stays_text()
    {
        var value = Expanded("${ESCAPED} ${PASSWORD}", ("ESCAPED", "$${PASSWORD}"));

        Assert.Equal("${PASSWORD} s3cret", EnvExpansion.Fill(value, _ => "s3cret"));
    }

    [Fact]
    public void A_secret_is_not_expanded_again() =>
        Assert.Equal("${USER}", EnvExpansion.Fill(Expanded("${PASSWORD}", ("USER", "app")), _ => "${USER}"));

    [Fact]
    public void A_secret_that_is_not_there_leaves_its_reference() =>
        Assert.Equal("x${PASSWORD}", EnvExpansion.Fill(Expanded("x${PASSWORD}"), _ => null));

    [Fact]
    public void A_finished_value_is_itself() =>
        Assert.Equal("${A}", EnvExpansion.Fill(new ValueSource.Literal("${A}"), _ => throw new InvalidOperationException()));

    [Fact]
    public void A_value_made_by_hand_is_filled_by_its_text() =>
        Assert.Equal("x1${B}", EnvExpansion.Fill(new ValueSource.Literal("x${A}${B}", EquatableArray.Of("A")), _ => "1"));

    [Fact]
    public void A_cycle_is_found_from_wherever_it_is_entered()
    {
        var expansion = EnvExpansion.Of([Entry("X", "${A}"), Entry("A", "${B}"), Entry("B", "${A}")], 100);

        Assert.Equal(["A", "B"], Assert.Single(expansion.Cycles));
    }

    [Fact]
    public void Expansion_changes_no_entry_of_the_list_that_it_was_given()
    {
        var entries = new[] { Entry("A", "${B}"), Entry("B", "x") };
        var expanded = EnvExpansion.Of(entries, 100).Entries;

        Assert.Equal("${B}", ((ValueSource.Literal)entries[0].Source).Value);
        Assert.Equal(new ValueSource.Literal("x"), expanded[0].Source);
        Assert.Same(entries[1], expanded[1]);
    }

    private static EnvEntry Entry(string name, string value) => new(name, new ValueSource.Literal(value));

    private static ValueSource.Literal Expanded(string value, params (string Name, string Value)[] others)
    {
        var entries = others.Select(other => Entry(other.Name, other.Value))
            .Append(new EnvEntry("PASSWORD", new ValueSource.FromSecret("env:PASSWORD")))
            .Append(Entry("IT", value));
        return (ValueSource.Literal)EnvExpansion.Of(entries, 1000).Entries.Single(entry => entry.Name == "IT").Source;
    }
}

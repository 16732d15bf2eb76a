using System;
using System.Linq;
using Haloy.Engine.Secrets;
using Xunit;

namespace Haloy.Engine.Tests.Secrets;

public sealed class DotenvTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A=", "")]
    [InlineData("  A = 1  ", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("export\tA=1", "1")]
    [InlineData("\uFEFFA=1\r\n", "1")]
    [InlineData("A=one two", "one two")]
    [InlineData("A=one # a comment", "one")]
    [InlineData("A=# a comment", "")]
    [InlineData("A=one#two", "one#two")]
    [InlineData("A=https://x.com/?a=b&c=d#e", "https://x.com/?a=b&c=d#e")]
    [InlineData("A=it's", "it's")]
    [InlineData("A=\"one # two\" # a comment", "one # two")]
    [InlineData("A='one \\n $B \"two\"'", "one \\n $B \"two\"")]
    [InlineData("A=\"a\\nb\\tc\\\"d\\\\e\\$f\\gh\"", "a\nb\tc\"d\\e$f\\gh")]
    [InlineData("A=\"two\nlines\"", "two\nlines")]
    [InlineData("A='two\nlines'", "two\nlines")]
    [InlineData("A=${B}", "${B}")]
    [InlineData("A=1\nA=2", "2")]
    [InlineData("# A=0\n\n   # more\nA=1\n#", "1")]
    public void A_value_is_read_as_people_write_it(string text, string expected)
    {
        var file = Dotenv.Parse(".env", text);

        Assert.Empty(file.Problems);
        Assert.Equal(expected, Assert.Single(file.Variables, pair => pair.Key == "A").Value);
    }

    [Theory]
    [InlineData("x\nA", ".env(1): after `x` comes `=`", ".env(2): after `A` comes `=`")]
    [InlineData("1A=x", ".env(1): a variable's name starts with a letter")]
    [InlineData("=x", ".env(1): a variable's name starts with a letter")]
    [InlineData("my-name=x", ".env(1): after `my` comes `=`")]
    [InlineData("\nA=\"open\nmore", ".env(2): the value of `A` opens with \" and is never closed.", ".env(3): after `more`")]
    [InlineData("A='x' y", ".env(1): after the closing ' of `A`")]
    [InlineData("A=\"two\nlines\" y\nB", ".env(1): after the closing", ".env(3): after `B`")]
    public void A_line_that_cannot_be_read_is_named_and_the_next_ones_are_read(string text, params string[] expected)
    {
        var problems = Dotenv.Parse(".env", text).Problems;

        Assert.Equal(expected.Length, problems.Length);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
    }
}

using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Haloy.House.Tests;

public sealed partial class MachinePathTests
{
    private static readonly string[] s_binary = [".png"];

    /// <summary>Somebody's machine has no place in the repository; people in examples are called me, user or app.</summary>
    [Fact]
    public void No_file_names_a_place_on_somebody_s_machine()
    {
        var places =
            from file in Repository.Files
            where !s_binary.Contains(System.IO.Path.GetExtension(file)) && !file.EndsWith("/MachinePathTests.cs", StringComparison.Ordinal)
            from match in MachinePath().Matches(Repository.Read(file))
            // The tests' servers have a root, too.
            where match.Value != "/root/" || !file.StartsWith("tests/", StringComparison.Ordinal)
            select $"{file}: {match.Value}";

        Breaches.None(places);
    }

    [Theory]
    [InlineData("/work/main/src", true)]
    [InlineData("see /root/.nuget", true)]
    [InlineData("/home/jane/src", true)]
    [InlineData(@"C:\Users\jane", true)]
    [InlineData("/home/me/.ssh/config", false)]
    [InlineData("/run/home/root:/bin/sh", false)]
    [InlineData("framework/root/", false)]
    public void A_place_on_a_machine_is_told_from_others(string text, bool isOne) => Assert.Equal(isOne, MachinePath().IsMatch(text));

    [GeneratedRegex(@"(?<![\w.})])(/work/|/root/|/home/(?!(me|user|app|deploy|runner)\b)\w+/|[A-Z]:\\Users\\)")]
    private static partial Regex MachinePath();
}

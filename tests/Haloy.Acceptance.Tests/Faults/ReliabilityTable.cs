using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using Xunit.v3;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>The row of docs/reliability.md that a test fills in with what it saw.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultRowAttribute(string fault, string deploy) : Attribute
{
    public string Key => $"| {fault} | {deploy} |";
}

/// <summary>
/// docs/reliability.md: its table holds what these tests saw when it was approved, and each test holds its row against
/// what it sees. HALOY_APPROVE=1 writes the rows of the tests that run.
/// </summary>
internal static class ReliabilityTable
{
    private const string Head = "|---|---|---|---|---|";

    private static readonly Lock _gate = new();

    public static string FilePath { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/reliability.md"));

    public static IEnumerable<string> Rows => File.ReadAllLines(FilePath).SkipWhile(line => line != Head).Skip(1).TakeWhile(line => line.StartsWith('|'));

    /// <summary>What the running test saw.</summary>
    /// <param name="meanwhile">What requests met.</param>
    /// <param name="deploy">What became of the deploy.</param>
    /// <param name="afterwards">What the next plain deploy made of it.</param>
    public static void Confirm(string meanwhile, string deploy, string afterwards)
    {
        var test = ((IXunitTestMethod)TestContext.Current.TestMethod!).Method;
        var key = test.GetCustomAttribute<FaultRowAttribute>()!.Key;
        var row = $"{key} {meanwhile} | {deploy} | {afterwards} |";
        lock (_gate)
        {
            if (Environment.GetEnvironmentVariable("HALOY_APPROVE") == "1")
                Write(key, row);
            Assert.Contains(row, Rows);
        }
    }

    private static void Write(string key, string row)
    {
        var lines = File.ReadAllLines(FilePath).ToList();
        var first = lines.IndexOf(Head) + 1;
        var rows = Rows.ToList();
        lines.RemoveRange(first, rows.Count);
        lines.InsertRange(first, rows.Where(r => !r.StartsWith(key, StringComparison.Ordinal)).Append(row).Order(StringComparer.Ordinal));
        File.WriteAllText(FilePath, string.Join('\n', lines) + "\n");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

public sealed class ReliabilityTableTests
{
    [Fact]
    public void The_committed_table_has_a_row_for_every_fault_that_is_tested_and_no_other()
    {
        var tested = typeof(ReliabilityTable).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FaultRowAttribute>()?.Key)
            .OfType<string>();
        var committed = ReliabilityTable.Rows.Select(row => string.Concat(row.Split('|').Skip(1).Take(2).Select(cell => $"|{cell}")) + "|");

        Assert.Equal(tested.Order(StringComparer.Ordinal), committed.Order(StringComparer.Ordinal));
    }
}

using System.Collections.Generic;
using System.Linq;

namespace Haloy.House.Tests;

/// <summary>A rule's breaches, all of them shown: each is one thing to mend.</summary>
internal static class Breaches
{
    public static void None<T>(IEnumerable<T> breaches)
    {
        var lines = breaches.Select(breach => breach?.ToString()).ToList();
        if (lines.Count > 0)
            Assert.Fail(string.Join("\n", lines));
    }
}

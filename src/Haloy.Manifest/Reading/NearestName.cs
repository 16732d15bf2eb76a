using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Manifest.Reading;

/// <summary>Finds the name that somebody meant: other case, hyphens for underscores, a slip of the fingers, a part of it.</summary>
internal static class NearestName
{
    private const int LongestName = 40;

    /// <summary>The nearest of the names; null: none is near.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        var plain = Plain(word);
        if (plain.Length == 0 || word.Length > LongestName)
            return null;
        var best = names
            .Select(name => (name, distance: Distance(plain, Plain(name), Slips(plain.Length))))
            .Where(found => found.distance <= Slips(plain.Length))
            .OrderBy(found => found.distance)
            .Select(found => found.name)
            .FirstOrDefault();
        return best ?? PartOf(plain, names);
    }

    private static int Slips(int length) => length <= 2 ? 0 : length <= 4 ? 1 : length <= 7 ? 2 : 3;

    private static string? PartOf(string plain, IEnumerable<string> names) =>
        plain.Length < 3 ? null : names.FirstOrDefault(name => IsPart(plain, Plain(name)));

    private static bool IsPart(string one, string other) =>
        other.Length >= 3 && (Begins(one, other) || Begins(other, one) || Ends(other, one));

    private static bool Begins(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    private static bool Ends(string text, string part) => part.Length >= 5 && text.EndsWith(part, StringComparison.Ordinal);

    private static string Plain(string name) =>
        new(name.Where(c => c is not ('-' or '_' or ' ' or '.')).Select(char.ToLowerInvariant).ToArray());

    // Damerau and Levenshtein's distance: insert, delete, replace, swap two neighbours. More than `most` is as good as infinite.
    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[b.Length];
    }
}

using System;
using System.Collections.Generic;

namespace Haloy.Manifest.Reading;

/// <summary>Finds the name that somebody meant: other case, hyphens for underscores, a slip of the fingers, a part of it.</summary>
internal static class NearestName
{
    private const int LongestName = 40;

    /// <summary>The nearest of the names; null: none is near.</summary>
    public static string? Of(string word, IEnumerable<string> names) => Of(word, new NameList(names));

    /// <summary>The nearest of the names; null: none is near.</summary>
    public static string? Of(string word, NameList names)
    {
        if (word.Length > LongestName)
            return null;
        var plain = NameList.Plain(word);
        return plain.Length == 0 ? null : WithFewestSlips(plain, names) ?? WithAPart(plain, names);
    }

    private static string? WithFewestSlips(string plain, NameList names)
    {
        var fewest = Slips(plain.Length) + 1;
        string? nearest = null;
        for (var i = 0; i < names.Count && fewest > 0; i++)
        {
            var distance = Distance(plain, names.PlainAt(i), fewest - 1);
            if (distance < fewest)
                (fewest, nearest) = (distance, names[i]);
        }
        return nearest;
    }

    private static int Slips(int length) => length <= 2 ? 0 : length <= 4 ? 1 : length <= 7 ? 2 : 3;

    private static string? WithAPart(string plain, NameList names)
    {
        for (var i = 0; i < names.Count && plain.Length >= 3; i++)
        {
            if (IsPart(plain, names.PlainAt(i)))
                return names[i];
        }
        return null;
    }

    private static bool IsPart(string one, string other) =>
        other.Length >= 3 && (Begins(one, other) || Begins(other, one) || Ends(other, one));

    private static bool Begins(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    private static bool Ends(string text, string part) => part.Length >= 5 && text.EndsWith(part, StringComparison.Ordinal);

    // Damerau and Levenshtein's distance: insert, delete, replace, swap two neighbours. More than `most` is as good as infinite.
    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most)
                return most + 1;
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}

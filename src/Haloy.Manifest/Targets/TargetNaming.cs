using System.Globalization;
using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>The names of build targets (spec/targets.md §2).</summary>
public static class TargetNaming
{
    /// <summary>
    /// A target's key in PascalCase: <c>us-east</c> becomes <c>UsEast</c>. What is neither letter nor digit ends a word and
    /// is dropped; capitals and digits stay; a leading digit gets <c>_</c>.
    /// </summary>
    /// <param name="key">The target's key.</param>
    /// <returns>An identifier; empty when the key has no letter and no digit.</returns>
    public static string PascalCase(string key)
    {
        var name = new StringBuilder(key.Length + 1);
        var beginsWord = true;
        foreach (var c in key)
        {
            var isWord = IsLetter(c) || IsDigit(c);
            if (isWord)
            {
                if (name.Length == 0 && IsDigit(c))
                    name.Append('_');
                name.Append(beginsWord ? char.ToUpperInvariant(c) : c);
            }
            beginsWord = !isWord;
        }
        return name.ToString();
    }

    private static bool IsLetter(char c) => char.IsLetter(c);

    private static bool IsDigit(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;
}

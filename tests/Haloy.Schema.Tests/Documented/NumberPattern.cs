using System.Collections.Generic;
using System.Globalization;

namespace Haloy.Schema.Tests.Documented;

/// <summary>
/// Patterns of whole numbers in decimal digits without a leading zero, for numbers that stand in quotes: alternatives,
/// to be put into a group.
/// </summary>
internal static class NumberPattern
{
    public static string AtLeast(int least) =>
        least == 0 ? "0|[1-9][0-9]*" : least == 1 ? "[1-9][0-9]*" : throw new System.ArgumentOutOfRangeException(nameof(least));

    public static string Between(int least, int most)
    {
        if (least is not (0 or 1))
            throw new System.ArgumentOutOfRangeException(nameof(least));
        var digits = most.ToString(CultureInfo.InvariantCulture);
        var alternatives = new List<string>();
        if (least == 0 && most > 0)
            alternatives.Add("0");
        if (digits.Length > 1)
            alternatives.Add("[1-9]" + Digits(0, digits.Length - 2));
        // As many digits as the greatest number: equal up to one digit, smaller there, anything after it.
        for (var i = 0; i < digits.Length; i++)
        {
            var lowest = i == 0 ? 1 : 0;
            var below = digits[i] - '0' - 1;
            if (below >= lowest)
                alternatives.Add(digits[..i] + (below == lowest ? $"{lowest}" : $"[{lowest}-{below}]") + Digits(digits.Length - i - 1, digits.Length - i - 1));
        }
        alternatives.Add(digits);
        return string.Join("|", alternatives);
    }

    private static string Digits(int least, int most) => (least, most) switch
    {
        (_, 0) => "",
        (0, 1) => "[0-9]?",
        (1, 1) => "[0-9]",
        _ when least == most => $"[0-9]{{{most}}}",
        _ => $"[0-9]{{{least},{most}}}",
    };
}

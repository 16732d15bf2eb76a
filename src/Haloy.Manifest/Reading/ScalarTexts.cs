using System;
using System.Globalization;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Plain values: texts, numbers, true and false, choices.</summary>
internal static class ScalarTexts
{
    /// <summary>Any text.</summary>
    public static Finding<string> Any(string key, string text) => Finding<string>.Of(text);

    /// <summary>Any text that is not empty or blank.</summary>
    public static Finding<string> NotEmpty(string key, string text) =>
        string.IsNullOrWhiteSpace(text)
            ? new Complaint(ProblemKinds.EmptyText, $"`{key}` is empty.", "State it, or remove the key.")
            : Finding<string>.Of(text);

    public static Finding<bool> Boolean(string key, string text) => text switch
    {
        "true" => Finding<bool>.Of(true),
        "false" => Finding<bool>.Of(false),
        _ => new Complaint(ProblemKinds.NotABoolean, $"`{key}` is `{Quote(text)}`; it has to be `true` or `false`.", "`yes`, `no`, `on`, `off`, `1` and `0` are not taken for them."),
    };

    public static Parse<int> WholeNumber(int least, int most) => (key, text) =>
    {
        if (!IsWholeNumber(text))
        {
            var hint = text.Length > 1 && text[0] == '0' && text.All(IsDigit) ? "Write it without the leading zero: it may be meant as octal."
                : text.StartsWith("-", StringComparison.Ordinal) && IsWholeNumber(text.Substring(1)) ? $"It has to be at least {least}."
                : "Only the decimal digits 0 to 9.";
            return new Complaint(ProblemKinds.NotAWholeNumber, $"`{key}` is `{Quote(text)}`; it has to be a whole number{Range(least, most)}.", hint);
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? Finding<int>.Of(number)
            : new Complaint(ProblemKinds.OutOfRange, $"`{key}` is {Quote(text)}; it has to be a whole number{Range(least, most)}.");
    };

    private static string Range(int least, int most) =>
        most == int.MaxValue
            ? " of at least " + least.ToString(CultureInfo.InvariantCulture)
            : " from " + least.ToString(CultureInfo.InvariantCulture) + " to " + most.ToString(CultureInfo.InvariantCulture);

    /// <summary>Decimal digits without a leading zero.</summary>
    public static bool IsWholeNumber(string text) =>
        text.Length > 0 && text.All(IsDigit) && (text.Length == 1 || text[0] != '0');

    public static Finding<MaxSurge> MaxSurge(string key, string text)
    {
        var isPercent = text.EndsWith("%", StringComparison.Ordinal);
        var digits = isPercent ? text.Substring(0, text.Length - 1) : text;
        var most = isPercent ? 100 : int.MaxValue;
        return IsWholeNumber(digits) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount >= 1 && amount <= most
            ? Finding<MaxSurge>.Of(new MaxSurge(amount, isPercent))
            : new Complaint(
                ProblemKinds.MaxSurge,
                $"`{key}` is `{Quote(text)}`; it has to be a whole number of at least 1 or a percentage from `1%` to `100%`.",
                "`100%` starts all new containers at once.");
    }

    /// <summary>One of a few words.</summary>
    public static Parse<T> Choice<T>(params (string Word, T Value)[] choices) => (key, text) =>
    {
        foreach (var choice in choices)
        {
            if (choice.Word == text)
                return Finding<T>.Of(choice.Value);
        }
        var words = choices.Select(choice => choice.Word).ToList();
        var nearest = NearestName.Of(text, words);
        return new Complaint(
            ProblemKinds.UnknownChoice,
            $"`{key}` is `{Quote(text)}`; it has to be {string.Join(" or ", words.Select(word => "`" + word + "`"))}.",
            nearest is null ? null : $"Did you mean `{nearest}`?");
    };

    /// <summary>A text as a message shows it: on one line, not endless.</summary>
    public static string Quote(string text)
    {
        var cut = text.Length > 80 ? text.Substring(0, 80) + "…" : text;
        return new string(cut.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
    }

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsLetterOrDigit(char c) => IsDigit(c) || c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    /// <summary>The name of a variable: <c>[A-Za-z_][A-Za-z0-9_]*</c>.</summary>
    public static bool IsVariableName(string text) =>
        text.Length > 0 && !IsDigit(text[0]) && text.All(c => IsLetterOrDigit(c) || c == '_');
}

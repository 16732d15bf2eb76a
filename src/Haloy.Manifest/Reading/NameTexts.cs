using System;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>Names, paths and addresses that follow a rule of their own.</summary>
internal static class NameTexts
{
    public const int LongestAppName = 63;

    public static Finding<string> AppName(string key, string text) =>
        IsAppName(text)
            ? Finding<string>.Of(text)
            : new Complaint(ProblemKinds.AppName, $"`{key}` is `{ScalarTexts.Quote(text)}`; {AppNameRule}");

    public const string AppNameRule =
        "the name of an app begins with a letter or a digit, goes on with letters, digits, `-` and `_`, and has at most 63 characters.";

    public static bool IsAppName(string text) =>
        text.Length is >= 1 and <= LongestAppName
        && ScalarTexts.IsLetterOrDigit(text[0])
        && text.All(c => ScalarTexts.IsLetterOrDigit(c) || c is '-' or '_');

    public static Finding<string> Network(string key, string text) =>
        IsDockerName(text)
            ? Finding<string>.Of(text)
            : new Complaint(
                ProblemKinds.Network,
                $"`{key}` is `{ScalarTexts.Quote(text)}`; the name of a network begins with a letter or a digit and goes on with letters, digits, `.`, `-` and `_`.");

    /// <summary>The names that the engine allows for networks and volumes.</summary>
    public static bool IsDockerName(string text) =>
        text.Length > 0
        && ScalarTexts.IsLetterOrDigit(text[0])
        && text.All(c => ScalarTexts.IsLetterOrDigit(c) || c is '-' or '_' or '.');

    public static Finding<string> HealthCheckPath(string key, string text)
    {
        if (!text.StartsWith("/", StringComparison.Ordinal))
            return new Complaint(
                ProblemKinds.HealthCheckPath, $"`{key}` is `{ScalarTexts.Quote(text)}`; a path starts with `/`.", $"Write `/{ScalarTexts.Quote(text)}`.");
        return text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? new Complaint(ProblemKinds.HealthCheckPath, $"`{key}` has a blank in its path.", "Write it as `%20`.")
            : Finding<string>.Of(text);
    }

    public static Finding<string> Email(string key, string text)
    {
        var at = text.IndexOf('@');
        var isEmail = at > 0
            && at == text.LastIndexOf('@')
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            && HostText.Parse(key, text.Substring(at + 1)).Complaint is null;
        return isEmail
            ? Finding<string>.Of(text)
            : new Complaint(ProblemKinds.Email, $"`{key}` is `{ScalarTexts.Quote(text)}`; it has to be an e-mail address such as `ops@example.com`.");
    }

    public static Finding<string> VariableName(string key, string text) =>
        ScalarTexts.IsVariableName(text)
            ? Finding<string>.Of(text)
            : new Complaint(
                ProblemKinds.VariableName,
                $"`{key}` is `{ScalarTexts.Quote(text)}`; the name of a variable begins with a letter or `_` and goes on with letters, digits and `_`.");
}

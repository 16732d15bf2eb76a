using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Haloy.Engine.Secrets;

namespace Haloy.Engine.Deploying;

/// <summary>Another program's output without the secrets that it was given: builders print the commands they run.</summary>
internal sealed class MaskedOutput
{
    // A line of a text of several lines can be a single brace, which is no secret.
    private const int ShortestLine = 6;

    private readonly IReadOnlyList<string> _hidden;

    public MaskedOutput(IEnumerable<string> secrets) => _hidden =
        [.. secrets.SelectMany(Forms).Where(form => form.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];

    public string Of(string line) => _hidden.Aggregate(line, (text, secret) => text.Replace(secret, Secret.Mask, StringComparison.Ordinal));

    private static IEnumerable<string> Forms(string secret)
    {
        var lines = secret.Split('\n').Select(line => line.Trim('\r')).ToList();
        var whole = lines.Count == 1 ? lines : lines.Where(line => line.Trim().Length >= ShortestLine).Append(secret).Append(string.Join("\\n", lines));
        foreach (var form in whole)
        {
            yield return form;
            yield return JsonSerializer.Serialize(form)[1..^1];
            yield return form.Replace("\"", "\\\"", StringComparison.Ordinal);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Haloy.Conformance;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Reading;

/// <summary>No text may surface as anything but problems.</summary>
public sealed class NeverThrowsTests
{
    private const int Seed = 20260722;
    private const int DefaultCount = 5_000;

    private static readonly string[] Pieces =
    [
        "\t", " ", "  ", "\n", "\r\n", "\r", ":", ": ", "- ", "-", "[", "]", "{", "}", ",", "\"", "'", "#", " #", "|", ">", "&a ", "*a", "<<: ",
        "!", "!!str ", "%", "@", "`", "?", "? ", "---\n", "...\n", "\\", "\\u", "\0", "\uFEFF", "\uD800", "é", "😀", "$", "${", "$${A}", "null",
        "~", "true", "0", "99999999999999999999", "targets:\n", "  a:\n", "env:\n", "\u2028", "\u0085", "%YAML 1.2\n", "|2\n", ">-\n", "<<: *a\n",
    ];

    [Fact]
    public void Mutations_of_every_case_come_to_a_reading()
    {
        var random = new Random(Seed);
        var texts = Texts();
        for (var i = 0; i < Count(); i++)
            Read(Mutate(texts[i % texts.Count], texts[random.Next(texts.Count)], random));
    }

    [Fact]
    public void Every_beginning_of_a_configuration_comes_to_a_reading()
    {
        foreach (var text in Texts().Where(text => text.Length < 600).Take(60))
        {
            for (var length = 0; length <= text.Length; length++)
                Read(text[..length]);
        }
    }

    [Fact]
    public void Soups_of_syntax_come_to_a_reading()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count(); i++)
            Read(string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    [Fact]
    public void No_text_at_all_comes_to_a_reading() => Assert.True(ManifestReader.Read(null!).HasErrors);

    private static int Count() =>
        int.TryParse(Environment.GetEnvironmentVariable("HALOY_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    private static List<string> Texts() =>
        new[] { CaseFolders.Own(), CaseFolders.Shared() }
            .OfType<string>()
            .SelectMany(CaseFolders.CasesIn)
            .Select(path => ConformanceCase.Load(path).Configuration)
            .ToList();

    private static void Read(string text)
    {
        try
        {
            var reading = ManifestReader.Read(text, new CaseSurroundings(null));
            Assert.Equal(reading.HasErrors, reading.Resolved is null);
            Assert.All(reading.Problems, problem =>
            {
                Assert.InRange(problem.Position.Offset, 0, text.Length);
                Assert.InRange(problem.Position.Length, 0, text.Length - problem.Position.Offset);
                Assert.InRange(problem.Position.Line, 1, text.Length + 1);
                Assert.InRange(problem.Position.Column, 1, text.Length + 1);
                Assert.NotEmpty(problem.Message);
            });
            if (reading.Resolved is { } resolved)
                Assert.NotEmpty(ResolvedJson.Write(resolved) + ResolvedYaml.Write(resolved));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException("Reading threw on: " + Convert.ToBase64String(Encoding.Unicode.GetBytes(text)) + "\n" + text, exception);
        }
    }

    private static string Mutate(string text, string other, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0; i--)
            MutateOnce(mutated, other, random);
        return mutated.ToString();
    }

    private static void MutateOnce(StringBuilder text, string other, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(6))
        {
            case 0 when at < text.Length:
                text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                break;
            case 1:
                var begin = random.Next(other.Length);
                text.Insert(at, other.AsSpan(begin, Math.Min(random.Next(1, 80), other.Length - begin)));
                break;
            case 2 when at < text.Length:
                text[at] = (char)random.Next(random.Next(2) == 0 ? 128 : 65536);
                break;
            case 3:
                var lines = text.ToString().Split('\n').ToList();
                var line = lines[random.Next(lines.Count)];
                lines.Insert(random.Next(lines.Count), random.Next(2) == 0 ? line : "  " + line);
                text.Clear().Append(string.Join('\n', lines));
                break;
            default:
                text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }
}

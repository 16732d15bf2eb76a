using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Haloy.Engine.Deploying;

namespace Haloy.Engine.Operating;

/// <summary>
/// A command as a person types it, as arguments. Plain words run as they are, so that images without a shell can be used;
/// what only a shell understands goes to the container's <c>sh</c>.
/// </summary>
internal static class CommandText
{
    private const string OnlyAShellKnows = "|&;<>()$`*?[]{}~#!\n\\";

    /// <summary>The arguments.</summary>
    /// <exception cref="PreflightException">There are none, or a quote is left open.</exception>
    public static IReadOnlyList<string> Arguments(string command)
    {
        var words = Words(command, out var needsShell)
            ?? throw new PreflightException([$"The command has an open quote: {command}"]);
        if (words.Count == 0)
            throw new PreflightException(["There is no command to run. Give one: --command \"ls /app\"."]);
        return needsShell || IsAssignment(words[0]) ? ["sh", "-c", command] : words;
    }

    private static List<string>? Words(string command, out bool needsShell)
    {
        needsShell = false;
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var c in command)
        {
            if (quote is null && char.IsWhiteSpace(c) && c != '\n')
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
                continue;
            }

            word ??= new();
            if (c == quote)
                quote = null;
            else if (quote is null && c is '"' or '\'')
                quote = c;
            else
                word.Append(c);
            // Between single quotes nothing means anything; between double ones these do.
            needsShell |= quote is null ? OnlyAShellKnows.Contains(c, StringComparison.Ordinal) : quote == '"' && c is '$' or '`' or '\\';
        }

        if (word is not null)
            words.Add(word.ToString());
        return quote is null ? words : null;
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && word.Take(end).All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Haloy.Schema.Tests.Documented;

/// <summary>The comments of a YAML file, which no node holds: those right above a line belong to the key on it.</summary>
internal sealed class CommentLines(string text)
{
    private const string TypeMark = "type: ";

    private readonly string[] _lines = text.Split('\n');

    /// <summary>The description and the type line above a line.</summary>
    /// <param name="line">1-based.</param>
    /// <returns>Null: there is no comment with a type line.</returns>
    public (string Description, string TypeLine)? Above(int line)
    {
        var comment = new List<string>();
        for (var i = line - 2; i >= 0 && _lines[i].TrimStart().StartsWith('#'); i--)
            comment.Insert(0, _lines[i].Trim().TrimStart('#').Trim());
        var type = comment.FirstOrDefault(one => one.StartsWith(TypeMark, StringComparison.Ordinal));
        return type is null
            ? null
            : (string.Join(' ', comment.Where(one => one != type)), type[TypeMark.Length..]);
    }
}

using System;
using System.Collections.Generic;
using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>A value in its pieces: literal text, <c>${NAME}</c> references, and <c>$${</c>, which writes <c>${</c>.</summary>
internal sealed class EnvTemplate
{
    private EnvTemplate(IReadOnlyList<Piece> pieces) => Pieces = pieces;

    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>A piece of a template.</summary>
    /// <param name="Text">The text that was written.</param>
    /// <param name="Reference">The name that it refers to; null: it is literal.</param>
    /// <param name="IsEscape">Whether it is <c>$${</c>.</param>
    public readonly record struct Piece(string Text, string? Reference = null, bool IsEscape = false)
    {
        /// <summary>What stands for it where nothing is filled in.</summary>
        public string Plain => IsEscape ? "${" : Text;
    }

    public static EnvTemplate Parse(string text)
    {
        var pieces = new List<Piece>();
        var begin = 0;
        for (var i = text.IndexOf('$'); i >= 0 && i < text.Length; i = i < text.Length ? text.IndexOf('$', i) : -1)
        {
            if (PieceAt(text, i) is not { } piece)
            {
                i++;
                continue;
            }
            if (i > begin)
                pieces.Add(new Piece(text.Substring(begin, i - begin)));
            pieces.Add(piece);
            i += piece.Text.Length;
            begin = i;
        }
        if (begin < text.Length || pieces.Count == 0)
            pieces.Add(new Piece(text.Substring(begin)));
        return new EnvTemplate(pieces);
    }

    private static Piece? PieceAt(string text, int start)
    {
        if (string.CompareOrdinal(text, start, "$${", 0, 3) == 0)
            return new Piece("$${", IsEscape: true);
        if (start + 1 >= text.Length || text[start + 1] != '{')
            return null;
        var end = start + 2;
        while (end < text.Length && IsNameCharacter(text[end], isFirst: end == start + 2))
            end++;
        return end < text.Length && end > start + 2 && text[end] == '}'
            ? new Piece(text.Substring(start, end + 1 - start), text.Substring(start + 2, end - start - 2))
            : null;
    }

    private static bool IsNameCharacter(char c, bool isFirst) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_' || (!isFirst && c is >= '0' and <= '9');

    /// <summary>The text with every reference filled in that has a value.</summary>
    public string Fill(Func<string, string?> valueOf)
    {
        if (Pieces.Count == 1)
            return PieceText(Pieces[0], valueOf);
        var text = new StringBuilder();
        foreach (var piece in Pieces)
            text.Append(PieceText(piece, valueOf));
        return text.ToString();
    }

    private static string PieceText(Piece piece, Func<string, string?> valueOf) =>
        piece.Reference is { } name && valueOf(name) is { } value ? value : piece.Plain;
}

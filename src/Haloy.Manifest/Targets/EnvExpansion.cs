using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>
/// The expansion of <c>${NAME}</c> in one resolved list of entries (spec/configuration.md §5). What comes <c>from</c>
/// somewhere is left as a reference; <see cref="Fill"/> completes it at deploy time.
/// </summary>
public sealed class EnvExpansion
{
    private readonly EnvEntry[] _written;
    private readonly EnvEntry?[] _expanded;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<EquatableArray<string>> _cycles = [];
    private readonly List<string> _tooLong = [];
    private readonly int _longest;

    private EnvExpansion(IEnumerable<EnvEntry> entries, int longest)
    {
        _written = entries.ToArray();
        _expanded = new EnvEntry?[_written.Length];
        _longest = longest;
        for (var i = 0; i < _written.Length; i++)
            _byName[_written[i].Name] = i;
    }

    /// <summary>Expands a list.</summary>
    /// <param name="entries">The entries as written, each name once.</param>
    /// <param name="longest">How many characters a value may come to.</param>
    public static EnvExpansion Of(IEnumerable<EnvEntry> entries, int longest)
    {
        var expansion = new EnvExpansion(entries, longest);
        expansion.ExpandAll();
        return expansion;
    }

    /// <summary>The entries in their order, expanded.</summary>
    public EquatableArray<EnvEntry> Entries { get; private set; }

    /// <summary>The circles of entries that refer to each other, each in the order of its references.</summary>
    public EquatableArray<EquatableArray<string>> Cycles => _cycles.ToEquatableArray();

    /// <summary>The entries whose values come to more characters than allowed; they are left as written.</summary>
    public EquatableArray<string> TooLong => _tooLong.ToEquatableArray();

    /// <summary>How many characters all values come to.</summary>
    public int Characters { get; private set; }

    /// <summary>Expands a value that stands outside of the list, such as a build argument's.</summary>
    public ValueSource Expand(ValueSource source) =>
        source is ValueSource.Literal literal ? Expanded(EnvTemplate.Parse(literal.Value)) ?? source : source;

    /// <summary>Fills in what was still missing of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="valueOf">The values of the entries that come from somewhere; null: there is none of that name.</param>
    public static string Fill(ValueSource.Literal value, Func<string, string?> valueOf)
    {
        if (value.Unfinished.Count == 0)
            return value.Value;
        if (value.Pieces.Count == 0)
            return EnvTemplate.Parse(value.Value).Fill(name => value.Unfinished.Contains(name) ? valueOf(name) : null);
        var text = new StringBuilder();
        foreach (var piece in value.Pieces)
            text.Append(piece.IsReference ? valueOf(piece.Text) ?? Reference(piece.Text) : piece.Text);
        return text.ToString();
    }

    private static string Reference(string name) => "${" + name + "}";

    private void ExpandAll()
    {
        var templates = _written.Select(TemplateOf).ToArray();
        var isOpen = new bool[_written.Length];
        for (var i = 0; i < _written.Length; i++)
        {
            if (_expanded[i] is null)
                ExpandFrom(i, templates, isOpen);
        }
        Entries = new EquatableArray<EnvEntry>(_expanded!);
    }

    private static EnvTemplate? TemplateOf(EnvEntry entry) =>
        entry.Source is ValueSource.Literal literal && literal.Value.Contains("${") ? EnvTemplate.Parse(literal.Value) : null;

    // Depth first with a stack of its own: a chain of references may be as long as the list.
    private void ExpandFrom(int first, EnvTemplate?[] templates, bool[] isOpen)
    {
        var stack = new List<(int Entry, int Piece)> { (first, 0) };
        isOpen[first] = true;
        while (stack.Count > 0)
        {
            var (entry, piece) = stack[stack.Count - 1];
            if (templates[entry] is not { } template || piece == template.Pieces.Count)
            {
                Finish(entry, templates[entry]);
                isOpen[entry] = false;
                stack.RemoveAt(stack.Count - 1);
                continue;
            }
            stack[stack.Count - 1] = (entry, piece + 1);
            if (template.Pieces[piece].Reference is not { } name || !_byName.TryGetValue(name, out var other) || _expanded[other] is not null)
                continue;
            if (isOpen[other])
            {
                _cycles.Add(stack.SkipWhile(open => open.Entry != other).Select(open => _written[open.Entry].Name).ToEquatableArray());
                continue;
            }
            isOpen[other] = true;
            stack.Add((other, 0));
        }
    }

    private void Finish(int entry, EnvTemplate? template)
    {
        var written = _written[entry];
        var source = template is null ? written.Source : Expanded(template);
        if (source is null)
            _tooLong.Add(written.Name);
        _expanded[entry] = source is null || ReferenceEquals(source, written.Source) ? written : written with { Source = source };
        Characters += source is ValueSource.Literal literal ? literal.Value.Length : 0;
    }

    // Null: it is too long.
    private ValueSource.Literal? Expanded(EnvTemplate template)
    {
        var text = new StringBuilder();
        List<ValuePiece>? pieces = null;
        foreach (var piece in template.Pieces)
        {
            if (pieces is null && FinishedText(piece) is { } finished)
            {
                text.Append(finished);
            }
            else
            {
                pieces ??= [new ValuePiece(text.ToString(), IsReference: false)];
                foreach (var part in PiecesOf(piece))
                {
                    pieces.Add(part);
                    text.Append(part.IsReference ? Reference(part.Text) : part.Text);
                }
            }
            if (text.Length > _longest)
                return null;
        }
        return pieces is null
            ? new ValueSource.Literal(text.ToString())
            : new ValueSource.Literal(text.ToString(), UnfinishedIn(pieces)) { Pieces = pieces.Where(piece => piece.Text.Length > 0).ToEquatableArray() };
    }

    private static EquatableArray<string> UnfinishedIn(List<ValuePiece> pieces) =>
        pieces.Where(piece => piece.IsReference).Select(piece => piece.Text).Distinct().ToEquatableArray();

    // Null: there is something in it that is known only later.
    private string? FinishedText(EnvTemplate.Piece piece)
    {
        if (piece.Reference is not { } name || !_byName.TryGetValue(name, out var index))
            return piece.Plain;
        return _expanded[index] is null && _written[index].Source is ValueSource.Literal
            ? piece.Plain
            : _expanded[index]?.Source is ValueSource.Literal { Unfinished.Count: 0 } literal ? literal.Value : null;
    }

    private IEnumerable<ValuePiece> PiecesOf(EnvTemplate.Piece piece)
    {
        if (piece.Reference is not { } name || !_byName.TryGetValue(name, out var index))
            return [new ValuePiece(piece.Plain, IsReference: false)];
        return (_expanded[index] ?? _written[index]).Source switch
        {
            ValueSource.Literal when _expanded[index] is null => [new ValuePiece(piece.Plain, IsReference: false)],
            ValueSource.Literal { Pieces.Count: > 0 } unfinished => unfinished.Pieces,
            ValueSource.Literal finished => [new ValuePiece(finished.Value, IsReference: false)],
            _ => [new ValuePiece(name, IsReference: true)],
        };
    }
}

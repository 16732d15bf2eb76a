using System.Collections.Generic;

namespace Haloy.Manifest.Reading;

/// <summary>The columns at which the lists and maps that are open began.</summary>
internal sealed class IndentLevels
{
    private readonly Stack<(int Column, bool IsList)> _levels = new();

    /// <summary>The column of the key whose value was left empty on the line before; null: it has a value.</summary>
    public int? OpenedBy { get; set; }

    public int Current => _levels.Count > 0 ? _levels.Peek().Column : -1;

    /// <summary>Goes to a column where an item or a key begins.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isList">Whether it is a dash.</param>
    /// <param name="isAfterDash">Whether a dash stands before it on the same line.</param>
    /// <returns>Null when it fits; otherwise the column where it should stand.</returns>
    public int? Enter(int column, bool isList, bool isAfterDash)
    {
        var left = -1;
        while (_levels.Count > 0 && _levels.Peek().Column > column)
            left = _levels.Pop().Column;
        if (_levels.Count > 0 && _levels.Peek() is var (at, wasList) && at == column)
            return EnterBeside(column, isList, wasList);
        if (left >= 0 && !isAfterDash)
            return left;
        if (_levels.Count > 0 && !isAfterDash && !(OpenedBy < column))
            return Current;
        _levels.Push((column, isList));
        return null;
    }

    // A list may begin in the column of its key; a key in that column ends it.
    private int? EnterBeside(int column, bool isList, bool wasList)
    {
        if (isList == wasList)
            return null;
        if (isList)
        {
            if (OpenedBy != column)
                return column;
            _levels.Push((column, true));
            return null;
        }
        _levels.Pop();
        if (_levels.Count > 0 && _levels.Peek() is { IsList: false } below && below.Column == column)
            return null;
        _levels.Push((column, true));
        return column + 2;
    }
}

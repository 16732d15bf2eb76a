using System.Collections.Generic;
using System.Threading;

namespace Haloy.Engine.Images;

/// <summary>The end of a program's output, which says why it failed.</summary>
internal sealed class LastLines
{
    private const int Most = 200;

    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();

    public void Add(string line)
    {
        // Two streams are read at the same time.
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most)
                _lines.Dequeue();
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_gate)
            return string.Join('\n', _lines);
    }
}

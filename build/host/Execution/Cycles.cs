namespace Nuke.Common.Execution;

/// <summary>Targets that wait for each other (Tarjan's strongly connected components with more than one member).</summary>
internal sealed class Cycles
{
    private readonly Dictionary<ExecutableTarget, int> _index = [];
    private readonly Dictionary<ExecutableTarget, int> _low = [];
    private readonly Stack<ExecutableTarget> _open = new();
    private readonly List<List<ExecutableTarget>> _found = [];

    public static IReadOnlyList<IReadOnlyList<ExecutableTarget>> Find(IReadOnlyList<ExecutableTarget> targets)
    {
        var cycles = new Cycles();
        foreach (var target in targets)
        {
            if (!cycles._index.ContainsKey(target))
                cycles.Visit(target);
        }

        return cycles._found;
    }

    private void Visit(ExecutableTarget target)
    {
        _index[target] = _low[target] = _index.Count;
        _open.Push(target);

        foreach (var dependency in target.AllDependencies)
        {
            if (!_index.ContainsKey(dependency))
            {
                Visit(dependency);
                _low[target] = Math.Min(_low[target], _low[dependency]);
            }
            else if (_open.Contains(dependency))
            {
                _low[target] = Math.Min(_low[target], _index[dependency]);
            }
        }

        if (_low[target] != _index[target])
            return;

        var component = new List<ExecutableTarget>();
        do
            component.Add(_open.Pop());
        while (component[^1] != target);

        if (component.Count > 1)
            _found.Add(component);
    }
}

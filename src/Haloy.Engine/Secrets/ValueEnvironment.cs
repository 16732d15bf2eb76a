using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace Haloy.Engine.Secrets;

/// <summary>
/// The variables that one target's values come from: its <c>.env</c> files, and over them the real environment.
/// Does not print them.
/// </summary>
public sealed class ValueEnvironment
{
    private readonly IReadOnlyDictionary<string, string> _process;

    private ValueEnvironment(IReadOnlyDictionary<string, string> process, IReadOnlyList<Dotenv> files)
    {
        _process = process;
        Problems = [.. files.SelectMany(file => file.Problems)];
        FileVariables = files.Aggregate(
            ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), (all, file) => all.SetItems(file.Variables));
    }

    /// <summary>What cannot be read of the files.</summary>
    public ImmutableArray<DotenvProblem> Problems { get; }

    /// <summary>What the files set, the higher file winning, without the real environment: hooks see these too.</summary>
    public IReadOnlyDictionary<string, string> FileVariables { get; }

    /// <summary>The files that a target's variables come from, low to high.</summary>
    /// <param name="target">The target's key.</param>
    public static ImmutableArray<string> FileNames(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.IndexOfAny(['/', '\\']) >= 0
            ? [".env", ".env.local"]
            : [".env", ".env.local", $".env.{target}", $".env.{target}.local"];
    }

    /// <summary>Reads the files that there are.</summary>
    /// <param name="directory">The configuration's directory.</param>
    /// <param name="target">The target's key.</param>
    /// <param name="process">The real environment; it wins.</param>
    public static ValueEnvironment Read(string directory, string target, IReadOnlyDictionary<string, string> process)
    {
        var files = FileNames(target)
            .Select(name => (name, path: Path.Combine(directory, name)))
            .Where(file => File.Exists(file.path))
            .Select(file => (file.name, File.ReadAllText(file.path)));
        return Of(files, process);
    }

    /// <summary>The same from texts.</summary>
    /// <param name="files">Names and texts, low to high.</param>
    /// <param name="process">The real environment; it wins.</param>
    public static ValueEnvironment Of(
        IEnumerable<(string Name, string Text)> files, IReadOnlyDictionary<string, string> process) =>
        new(process, [.. files.Select(file => Dotenv.Parse(file.Name, file.Text))]);

    /// <summary>A variable's value, which may be empty; null: nothing sets it.</summary>
    /// <param name="name">Its name.</param>
    public string? Find(string name) =>
        _process.TryGetValue(name, out var value) || FileVariables.TryGetValue(name, out value) ? value : null;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ValueEnvironment);
}

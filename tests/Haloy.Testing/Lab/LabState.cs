using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Haloy.Testing.Lab;

/// <summary>What a lab must remember between two processes: its settings, its subnet and its machines' numbers.</summary>
internal sealed record LabState
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public required LabSettings Settings { get; init; }

    public string Subnet { get; init; } = "";

    public ImmutableArray<LabMachineState> Machines { get; init; } = [];

    public static string FileIn(string directory) => Path.Combine(directory, "lab.json");

    public static LabState? Read(string directory)
    {
        string file = FileIn(directory);
        return File.Exists(file) ? JsonSerializer.Deserialize<LabState>(File.ReadAllText(file), s_json) : null;
    }

    public void Write()
    {
        string file = FileIn(Settings.Directory);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, s_json));
        File.Move(file + ".new", file, overwrite: true);
    }

    public LabState With(string name, EngineKind engine)
    {
        if (Machines.FirstOrDefault(machine => machine.Name == name) is { } there)
            return there.Engine == engine ? this : throw new InvalidOperationException($"{name} runs the engine {there.Engine}, not {engine}.");

        int number = Machines.Select(machine => machine.Number).DefaultIfEmpty(9).Max() + 1;
        if (number > 254) throw new InvalidOperationException("The lab's subnet has no address left.");
        return this with { Machines = Machines.Add(new LabMachineState(name, number, engine)) };
    }
}

/// <summary>One machine of a lab; the number is the last of its address.</summary>
internal sealed record LabMachineState(string Name, int Number, EngineKind Engine);

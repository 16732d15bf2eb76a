using System;
using System.Collections.Generic;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

/// <summary>What an engine says while it loads images, and what that means.</summary>
internal sealed class LoadWords(EngineRequest request)
{
    private readonly List<string> _references = [];
    private readonly List<string> _ids = [];

    public void Add(ProgressJson message)
    {
        if (message.Failure is { } failure)
            throw Refused(failure);

        foreach (var line in (message.Stream ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Add(line);
    }

    /// <summary>Silence is no success: a tar without images is accepted and loads nothing.</summary>
    public ImageLoadResult ToResult() => _references.Count + _ids.Count > 0
        ? new ImageLoadResult(_references, _ids)
        : throw Refused("The engine accepted the image and loaded nothing");

    private void Add(string line)
    {
        const string Id = "Loaded image ID: ";
        const string Reference = "Loaded image: ";
        const string References = "Loaded image(s): ";

        if (line.Contains("Error unpacking", StringComparison.OrdinalIgnoreCase))
            throw Refused(line);
        if (line.StartsWith(Id, StringComparison.Ordinal))
            _ids.Add(line[Id.Length..]);
        else if (line.StartsWith(Reference, StringComparison.Ordinal))
            _references.Add(line[Reference.Length..]);
        else if (line.StartsWith(References, StringComparison.Ordinal))
            _references.AddRange(line[References.Length..].Split(',', StringSplitOptions.TrimEntries));
    }

    private DockerLoadException Refused(string reason) => new(request.ToString(), null, reason);
}

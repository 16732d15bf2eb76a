using System;
using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Inheritance;

/// <summary>What a target runs, with defaults, and its build arguments.</summary>
internal sealed class ImageResolver
{
    private readonly Dictionary<(object Args, EnvExpansion Env), EquatableArray<BuildArg>> _args = [];

    private static readonly ImageVersion DefaultVersion = new(Defaults.Tag, IsDigest: false);
    private static readonly WrittenBuilder DefaultBuilder = new();

    public ImageSpec Resolve(string appName, WrittenImage? image, EnvExpansion env)
    {
        // Names may have capitals, repositories may not.
        var repository = image?.Repository?.Value ?? appName.ToLowerInvariant();
        var version = image?.Version?.Value ?? DefaultVersion;
        return new ImageSpec
        {
            Repository = repository,
            Tag = version.IsDigest ? null : version.Text,
            Reference = repository + (version.IsDigest ? "@" : ":") + version.Text,
            Builder = image?.IsBuilt ?? true ? BuilderOf(image, env) : null,
            PullPolicy = image?.PullPolicy?.Value ?? PullPolicy.Always,
            Registry = image?.Registry?.Value,
            History = image?.History?.Value ?? HistorySpec.Default,
        };
    }

    private BuilderSpec BuilderOf(WrittenImage? image, EnvExpansion env)
    {
        var builder = image?.Builder?.Value ?? DefaultBuilder;
        var push = image?.Registry is null ? PushMode.Server : PushMode.Registry;
        return new BuilderSpec
        {
            Context = builder.Context?.Value ?? Defaults.BuildContext,
            Dockerfile = builder.Dockerfile?.Value ?? Defaults.Dockerfile,
            Dotnet = builder.Dotnet?.Value,
            Base = builder.Base?.Value,
            Platform = builder.Platform?.Value,
            Target = builder.Target?.Value,
            Push = builder.Push?.Value ?? push,
            Args = ArgsOf(builder, env),
        };
    }

    // Targets that share the builder and the variables of the base share its arguments.
    private EquatableArray<BuildArg> ArgsOf(WrittenBuilder builder, EnvExpansion env)
    {
        if (!_args.TryGetValue((builder.Args, env), out var args))
            _args.Add((builder.Args, env), args = MakeArgs(builder, env));
        return args;
    }

    private static EquatableArray<BuildArg> MakeArgs(WrittenBuilder builder, EnvExpansion env)
    {
        var args = builder.Args
            .Select(arg => new BuildArg(arg.Name.Value, arg.Source is null ? null : env.Expand(arg.Source.Value)))
            .ToList();
        var stated = new HashSet<string>(args.Select(arg => arg.Name), StringComparer.Ordinal);
        args.AddRange(env.Entries.Where(entry => entry.BuildArg && !stated.Contains(entry.Name)).Select(entry => new BuildArg(entry.Name, entry.Source)));
        return args.ToEquatableArray();
    }
}

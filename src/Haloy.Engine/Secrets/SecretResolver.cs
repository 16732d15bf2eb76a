using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Secrets;

/// <summary>Finds the values that a command needs, and only those. One for a run: each source is fetched once.</summary>
public sealed class SecretResolver
{
    private readonly SecretSettings _settings;
    private readonly SecretSources _sources;
    private readonly ConcurrentDictionary<string, ValueEnvironment> _environments = new(StringComparer.Ordinal);

    /// <param name="settings">Where values come from.</param>
    public SecretResolver(SecretSettings settings)
    {
        _settings = settings;
        _sources = new SecretSources(settings);
    }

    /// <summary>The variables that a target's values come from.</summary>
    /// <param name="target">The target's key.</param>
    public ValueEnvironment EnvironmentOf(string target) =>
        _environments.GetOrAdd(target, key => ValueEnvironment.Read(_settings.Directory, key, _settings.Environment));

    /// <summary>Finds the values of one request.</summary>
    /// <exception cref="SecretException">Values are missing; it names all of them.</exception>
    public async Task<ResolvedEnv> ResolveAsync(ValueRequest request, CancellationToken cancellationToken) =>
        (await ResolveAsync([request], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Finds the values of several requests, so that what is missing anywhere is said at once.</summary>
    /// <returns>The answers in the order of the requests.</returns>
    /// <exception cref="SecretException">Values are missing; it names all of them.</exception>
    public async Task<ImmutableArray<ResolvedEnv>> ResolveAsync(
        IReadOnlyCollection<ValueRequest> requests, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(requests.Select(request => AnswerAsync(request, cancellationToken))).ConfigureAwait(false);
        var problems = Unreadable(requests).Concat(answers.SelectMany(answer => answer.Problems)).Distinct().ToImmutableArray();
        if (problems.Length > 0)
            throw new SecretException(problems);
        return [.. answers.Select(answer => answer.Env)];
    }

    // A mistake in `.env` concerns all targets and is said once.
    private IEnumerable<SecretProblem> Unreadable(IEnumerable<ValueRequest> requests) => requests
        .SelectMany(request => EnvironmentOf(request.Target).Problems.Select(problem => new SecretProblem(request.Target, "", problem.ToString(), null)))
        .DistinctBy(problem => problem.Message);

    private async Task<(ResolvedEnv Env, List<SecretProblem> Problems)> AnswerAsync(ValueRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAllAsync(request, cancellationToken).ConfigureAwait(false);
        var variables = ImmutableArray.CreateBuilder<ResolvedVariable>();
        var problems = new List<SecretProblem>();
        foreach (var entry in request.Wanted)
        {
            var missing = NeededBy(entry, request).Where(needed => found[needed.Source].Message is not null).ToList();
            if (missing.Count > 0)
                problems.AddRange(missing.Select(needed => new SecretProblem(request.Target, needed.Name, found[needed.Source].Message!, found[needed.Source].Hint)));
            else
                variables.Add(Variable(entry, request, found));
        }

        return (new ResolvedEnv(request.Target, variables.ToImmutable()), problems);
    }

    private static ResolvedVariable Variable(EnvEntry entry, ValueRequest request, Dictionary<ValueSource, Finding> found)
    {
        if (entry.Source is not ValueSource.Literal literal)
            return new ResolvedVariable(entry.Name, new Secret(found[entry.Source].Value!));
        if (literal.Unfinished.Count == 0)
            return new ResolvedVariable(entry.Name, literal.Value);
        var filled = EnvExpansion.Fill(literal, name => EntryNamed(name, request) is { } other ? found[other.Source].Value : null);
        return new ResolvedVariable(entry.Name, new Secret(filled));
    }

    private async Task<Dictionary<ValueSource, Finding>> FindAllAsync(ValueRequest request, CancellationToken cancellationToken)
    {
        var sources = request.Wanted.SelectMany(entry => NeededBy(entry, request)).Select(entry => entry.Source).Distinct().ToList();
        var findings = await Task.WhenAll(sources.Select(source => FindAsync(request.Target, source, cancellationToken))).ConfigureAwait(false);
        return sources.Zip(findings).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    // What an entry takes from outside the file: itself, or the entries that its text refers to.
    private static IEnumerable<EnvEntry> NeededBy(EnvEntry entry, ValueRequest request) =>
        entry.Source is ValueSource.Literal literal
            ? literal.Unfinished.Select(name => EntryNamed(name, request)).OfType<EnvEntry>()
            : [entry];

    private static EnvEntry? EntryNamed(string name, ValueRequest request) =>
        request.Env.FirstOrDefault(entry => entry.Name == name && entry.Source is not ValueSource.Literal);

    private Task<Finding> FindAsync(string target, ValueSource source, CancellationToken cancellationToken) => source switch
    {
        ValueSource.FromEnvironment variable => Task.FromResult(FromEnvironment(target, variable.Name)),
        ValueSource.FromSecret secret => FromSecretAsync(target, secret.Reference, cancellationToken),
        _ => throw new InvalidOperationException("what the file states is not looked up"),
    };

    private Finding FromEnvironment(string target, string name)
    {
        var value = EnvironmentOf(target).Find(name);
        if (!string.IsNullOrEmpty(value))
            return Finding.Of(value);
        return value is null
            ? Finding.Missing($"the variable `{name}` is not set.", $"Set it in the environment or in one of {string.Join(", ", ValueEnvironment.FileNames(target))}.")
            : Finding.Missing($"the variable `{name}` is empty.", "Give it a value; a CI secret that does not exist arrives as an empty variable.");
    }

    private async Task<Finding> FromSecretAsync(string target, string text, CancellationToken cancellationToken)
    {
        if (SecretReference.TryParse(text) is not { } reference)
            return Finding.Missing($"`{text}` is not a reference to a secret.", "Write `provider:source.key`, `env:NAME` or `nuke:NAME`.");
        if (reference.Source is null)
            return reference.Provider == "env" ? FromEnvironment(target, reference.Key) : FromParameter(reference.Key);

        var fetched = await _sources.GetAsync(reference.Provider, reference.Source, cancellationToken).ConfigureAwait(false);
        return fetched.Failure is { } failure
            ? Finding.Missing($"`{text}`: {failure}", fetched.Hint)
            : FromFetched(fetched, text, reference);
    }

    private Finding FromParameter(string name) =>
        _settings.NukeParameter?.Invoke(name) is { Length: > 0 } value
            ? Finding.Of(value)
            : Finding.Missing(
                $"the build has no value for a [Secret] parameter `{name}`.",
                $"Declare `[Parameter] [Secret] readonly string {name};` in the build class and set it, as an environment variable or with `nuke :secrets`.");

    private static Finding FromFetched(FetchedSource fetched, string text, SecretReference reference)
    {
        var values = fetched.Find(reference.Key);
        return values.Length switch
        {
            0 => Finding.Missing(
                $"`{text}`: `{reference.Source}` has no key `{reference.Key}`.",
                fetched.Keys.Length == 0 ? "It has none at all." : $"Its keys are {string.Join(", ", fetched.Keys)}."),
            1 when values[0].Length == 0 => Finding.Missing($"`{text}`: the key `{reference.Key}` of `{reference.Source}` is empty.", null),
            1 => Finding.Of(values[0]),
            _ => Finding.Missing(
                $"`{text}`: `{reference.Source}` has several fields called `{reference.Key}`.",
                "Name the section too, as in `section.field`, or the field's id."),
        };
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;

[assembly: AssemblyFixture(typeof(LabFixture))]

namespace Haloy.Acceptance.Tests.Lab;

/// <summary>One lab for the whole test run, started when the first test asks and stopped after the last.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private const string Prefix = "haloy-lab-tests-";

    private readonly SemaphoreSlim _once = new(1);
    private readonly LabSettings _settings = NewSettings();
    // Of each server, the test classes that use it; one without any is switched off.
    private readonly Dictionary<string, HashSet<string>> _classesOf = [];
    private TestLab? _lab;

    /// <summary>The test class that runs.</summary>
    public static string CurrentClass => TestContext.Current.TestClass?.TestClassName ?? throw new InvalidOperationException("No test class runs.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// The running lab with at least these servers; tests of different classes run at the same time and use different names. The test is skipped, with the reason, where no lab can run.
    /// </summary>
    public Task<TestLab> WithAsync(params IReadOnlyList<string> servers) => WithAsync(EngineKind.Installed, servers);

    /// <summary>The same, new servers with an engine of that kind.</summary>
    public async Task<TestLab> WithAsync(EngineKind engine, params IReadOnlyList<string> servers)
    {
        SkipWhereUnavailable();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_lab is null)
            {
                await RemoveLeftoversAsync(cancellationToken);
                await TestLab.InstallAsync(Say, cancellationToken);
            }
            IReadOnlyList<string> missing = [.. servers.Where(name => _lab?.Servers.Any(server => server.Name == name) != true)];
            _lab ??= await TestLab.StartAsync(_settings, [], Say, cancellationToken);
            if (missing.Count > 0) _lab = await _lab.AddAsync(missing, engine, Say, cancellationToken);
            foreach (string name in servers)
            {
                HashSet<string> classes = _classesOf.TryGetValue(name, out HashSet<string>? known) ? known : _classesOf[name] = [CurrentClass];
                if (classes.Count == 0) await _lab[name].StartAsync(cancellationToken);
                classes.Add(CurrentClass);
            }
            return _lab;
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Switches off the servers that a test class used and no other one uses.</summary>
    public async Task LeaveAsync(string testClass)
    {
        await _once.WaitAsync();
        try
        {
            foreach ((string name, HashSet<string> classes) in _classesOf)
            {
                if (classes.Remove(testClass) && classes.Count == 0) await _lab![name].PowerOffAsync(CancellationToken.None);
            }
        }
        finally
        {
            _once.Release();
        }
    }

    public static void SkipWhereUnavailable()
    {
        if (TestLab.WhyUnavailable() is { } reason) Assert.Skip(reason);
    }

    /// <summary>Another lab beside the shared one, for tests that break it.</summary>
    public static LabSettings NewSettings()
    {
        string name = $"t{Guid.NewGuid().ToString("n")[..10]}";
        return new LabSettings { Directory = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{name}"), Name = name };
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null) await _lab.StopAsync(CancellationToken.None);
        _once.Dispose();
    }

    /// <summary>A run that was killed could not stop its lab; its number is in the directory's name.</summary>
    private static async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (string directory in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            string owner = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
            bool runs = int.TryParse(owner, CultureInfo.InvariantCulture, out int id) && Directory.Exists($"/proc/{id}");
            if (runs) continue;

            if (TestLab.Open(directory) is { } lab) await lab.StopAsync(cancellationToken);
            else Directory.Delete(directory, recursive: true);
        }
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage("lab: {0}", line);
}

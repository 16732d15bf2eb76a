using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Inheritance;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Validation;

/// <summary>A host stands once: in a target, and among the targets of one server.</summary>
internal sealed class HostRules(ProblemList problems)
{
    private readonly Dictionary<(string Server, string Host), WrittenEntry> _hosts = [];

    public void Check(ResolvedTarget target)
    {
        var server = target.Written.Unreadable.Contains("server")
            ? "\n" + target.Entry.Key.Value
            : target.Spec.Server.Host;
        var isFirst = true;
        foreach (var domain in target.Written.Domains?.Value ?? [])
        {
            if (domain.Host is not null)
                Take(target.Entry, server, domain.Host);
            foreach (var alias in domain.Aliases)
                Take(target.Entry, server, alias);
            foreach (var alias in isFirst ? target.Written.Aliases?.Value ?? [] : [])
                Take(target.Entry, server, alias);
            isFirst = false;
        }
    }

    private void Take(WrittenEntry entry, string server, Written<string> host)
    {
        if (!_hosts.TryGetValue((server, host.Value), out var other))
        {
            _hosts.Add((server, host.Value), entry);
            return;
        }
        if (problems.IsFull)
        {
            problems.CountError();
            return;
        }
        var where = ReferenceEquals(other, entry)
            ? "in this target"
            : $"in the target `{ScalarTexts.Quote(other.Key.Value)}`, which is on the same server";
        problems.Error(
            ProblemKinds.HostTwice,
            entry.Own(host.Place),
            $"The host `{ScalarTexts.Quote(host.Value)}` stands twice; it is already {where}.",
            "A host leads to one app of a server: remove it from one of them.");
    }
}

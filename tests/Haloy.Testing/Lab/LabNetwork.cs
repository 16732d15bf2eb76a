using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>
/// A lab's bridge. Its name carries the subnet, so that making it claims the subnet: the kernel refuses the second.
/// Nothing is routed further: from a server only the lab's own addresses can be reached.
/// </summary>
internal sealed class LabNetwork(string subnet, string owner)
{
    public string Subnet { get; } = subnet;

    public string Bridge { get; } = $"hl-{subnet}";

    public string Gateway => AddressOf(1);

    public string AddressOf(int number) => $"{Subnet}.{number}";

    public static async Task<LabNetwork> ClaimAsync(LabSettings settings, string known, CancellationToken cancellationToken)
    {
        foreach (string subnet in settings.Subnet is { } wanted ? [wanted] : Candidates(known))
        {
            var network = new LabNetwork(subnet, settings.Directory);
            if (await network.TryClaimAsync(cancellationToken)) return network;
        }
        throw new InvalidOperationException($"The lab found no free subnet; {settings.Subnet ?? "10.77.0 to 10.77.255"} is in use on this machine.");
    }

    public async Task AttachAsync(int number, int process, CancellationToken cancellationToken)
    {
        string link = LinkOf(number);
        await Tool.RunAsync(["ip", "link", "del", link], cancellationToken);
        // The same address has the same hardware address after a reboot: nobody's neighbour table goes stale.
        await Tool.OutputAsync(["ip", "link", "add", "dev", link, "type", "veth", "peer", "name", "eth0", "address", $"02:68{Hex(number, ":")}", "netns", $"{process}"], cancellationToken);
        await Tool.OutputAsync(["ip", "link", "set", link, "alias", owner, "master", Bridge, "up"], cancellationToken);
        await Tool.OutputAsync(["nsenter", $"--net=/proc/{process}/ns/net", "ip", "-batch", "-"], cancellationToken,
            $"address add {AddressOf(number)}/24 dev eth0\nlink set lo up\nlink set eth0 up\n");
    }

    public Task SetLinkAsync(int number, bool up, CancellationToken cancellationToken) =>
        Tool.OutputAsync(["ip", "link", "set", LinkOf(number), up ? "up" : "down"], cancellationToken);

    /// <summary>What has passed between a machine and everybody else, in both directions, headers of every layer included.</summary>
    public long TrafficOf(int number) => new[] { "rx_bytes", "tx_bytes" }
        .Sum(counter => long.Parse(File.ReadAllText($"/sys/class/net/{LinkOf(number)}/statistics/{counter}"), CultureInfo.InvariantCulture));

    public async Task RemoveAsync(IEnumerable<int> numbers, CancellationToken cancellationToken)
    {
        // Stopped before, its subnet may by now be another lab's.
        if (await OwnerAsync(cancellationToken) != owner) return;

        foreach (int number in numbers) await Tool.RunAsync(["ip", "link", "del", LinkOf(number)], cancellationToken);
        await Tool.RunAsync(["iptables", "-w", "-D", .. ForwardRule], cancellationToken);
        await Tool.OutputAsync(["ip", "link", "del", Bridge], cancellationToken);
    }

    private string[] ForwardRule => ["FORWARD", "-i", Bridge, "-o", Bridge, "-j", "ACCEPT"];

    private static IEnumerable<string> Candidates(string known) =>
        Enumerable.Range(0, 256).Select(number => $"10.77.{number}").Prepend(known).Where(subnet => subnet.Length > 0);

    private async Task<bool> TryClaimAsync(CancellationToken cancellationToken)
    {
        string? found = await OwnerAsync(cancellationToken);
        if (found == owner)
        {
            await BringUpAsync(cancellationToken);
            return true;
        }
        if (found is not null) return false;

        string routes = await Tool.OutputAsync(["ip", "-4", "route", "show", "table", "all"], cancellationToken);
        if (routes.Contains($" {Subnet}.", StringComparison.Ordinal) || routes.Contains($"\n{Subnet}.", StringComparison.Ordinal)) return false;
        if (!(await Tool.RunAsync(["ip", "link", "add", "name", Bridge, "type", "bridge"], cancellationToken)).Succeeded) return false;
        await Tool.OutputAsync(["ip", "link", "set", Bridge, "alias", owner], cancellationToken);
        await BringUpAsync(cancellationToken);
        return true;
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        await Tool.OutputAsync(["ip", "address", "replace", $"{Gateway}/24", "dev", Bridge], cancellationToken);
        await Tool.OutputAsync(["ip", "link", "set", Bridge, "up"], cancellationToken);
        // Where Docker runs on the host, bridged packets pass its firewall, whose answer is no by default.
        if (!(await Tool.RunAsync(["iptables", "-w", "-C", .. ForwardRule], cancellationToken)).Succeeded)
            await Tool.OutputAsync(["iptables", "-w", "-I", .. ForwardRule], cancellationToken);
    }

    /// <summary>The directory of the lab whose bridge this is; empty for a stranger's, null when there is none.</summary>
    private async Task<string?> OwnerAsync(CancellationToken cancellationToken)
    {
        CommandResult shown = await Tool.RunAsync(["ip", "-json", "link", "show", "dev", Bridge], cancellationToken);
        if (!shown.Succeeded) return null;

        using JsonDocument document = JsonDocument.Parse(shown.Output);
        return document.RootElement[0].TryGetProperty("ifalias", out JsonElement alias) ? alias.GetString() : "";
    }

    private string LinkOf(int number) => $"hl{Hex(number, "")}";

    private string Hex(int number, string separator) =>
        string.Concat(AddressOf(number).Split('.').Select(part => separator + int.Parse(part, CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture)));
}

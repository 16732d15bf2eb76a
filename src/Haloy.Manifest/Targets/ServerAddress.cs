using System.Globalization;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Targets;

/// <summary><c>server</c>: where a target is deployed to.</summary>
public sealed record ServerAddress
{
    /// <summary>The text of the file, trimmed; the resolved form shows it.</summary>
    public required string Text { get; init; }

    /// <summary>The host part: a host name, an address, or an alias of ssh_config. Lower case. For a name that was stored with AddServer it is the host behind that.</summary>
    public required string Host { get; init; }

    /// <summary>The user to log in as; null: what ssh_config says.</summary>
    public string? User { get; init; }

    /// <summary>The port to connect to; null: what ssh_config says.</summary>
    public int? Port { get; init; }

    /// <summary>Whether it is this machine's own engine, reached without SSH.</summary>
    public bool IsLocal { get; init; }

    /// <summary><c>user@host:port</c>, as far as they are stated.</summary>
    public string Canonical
    {
        get
        {
            var host = Port is not null && Host.Contains(":") ? $"[{Host}]" : Host;
            return (User is null ? "" : User + "@") + host + (Port is null ? "" : string.Format(CultureInfo.InvariantCulture, ":{0}", Port));
        }
    }

    /// <summary>This server, reached as somebody has said who named it: with the user and port that are stated there.</summary>
    /// <param name="stated">What was said, with a name as its host.</param>
    public ServerAddress For(ServerAddress stated) => this with { Text = stated.Text, User = stated.User ?? User, Port = stated.Port ?? Port };

    /// <summary>Reads an address that was written elsewhere than in a configuration, by the rules of <c>server</c>.</summary>
    /// <param name="text">Such as <c>deploy@prod.example.com:2222</c>.</param>
    /// <param name="problem">What is wrong with it; null: nothing.</param>
    /// <returns>The address; null: there is a problem.</returns>
    public static ServerAddress? Read(string text, out string? problem)
    {
        var found = ServerText.Parse("server", text);
        problem = found.Complaint is { } complaint ? complaint.Message + " " + complaint.Hint : null;
        return found.Complaint is null ? found.Value : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

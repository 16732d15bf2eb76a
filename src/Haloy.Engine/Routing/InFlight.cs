using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Haloy.Engine.Routing;

/// <summary>How many requests each container had in flight at a moment, as the proxy tells; nothing is known where it did not.</summary>
internal readonly record struct InFlight(IReadOnlyDictionary<string, long>? Requests)
{
    /// <summary>Whether it is known that none of these had any; one that the proxy does not name never got one.</summary>
    public bool IsNoneOf(IEnumerable<string> endpoints)
    {
        var requests = Requests;
        return requests is not null && endpoints.All(e => requests.GetValueOrDefault(e) == 0);
    }

    /// <summary>Reads what Caddy's <c>/reverse_proxy/upstreams</c> answers; anything else tells nothing.</summary>
    public static InFlight Parse(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            // One container may be in several handlers' lists.
            var requests = new Dictionary<string, long>();
            foreach (var upstream in document.RootElement.EnumerateArray())
            {
                var address = upstream.GetProperty("address").GetString() ?? "";
                requests[address] = requests.GetValueOrDefault(address) + upstream.GetProperty("num_requests").GetInt64();
            }
            return new(requests);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return default;
        }
    }
}

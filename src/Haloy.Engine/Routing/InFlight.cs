using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

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
            return new(JsonNode.Parse(answer)?.AsArray().Select(u => u!.AsObject())
                .GroupBy(u => (string)u["address"]!, u => (long)u["num_requests"]!)
                .ToDictionary(u => u.Key, u => u.Sum()));
        }
        catch (System.Exception e) when (e is JsonException or System.InvalidOperationException or System.FormatException or System.ArgumentNullException or System.NullReferenceException)
        {
            return default;
        }
    }
}

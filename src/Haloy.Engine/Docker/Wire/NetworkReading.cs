using System.Collections.Generic;
using System.Linq;

namespace Haloy.Engine.Docker.Wire;

/// <summary>Networks and volumes as they came, made into what they mean, and the other way round.</summary>
internal static class NetworkReading
{
    public static NetworkSummary ToSummary(this NetworkJson json) => new()
    {
        Id = json.Id ?? "",
        Name = json.Name,
        Driver = json.Driver ?? "",
        Subnets = Subnets(json.IPAM),
        Labels = json.Labels ?? new Dictionary<string, string>(),
    };

    public static NetworkDetails ToDetails(this NetworkJson json) => new()
    {
        Id = json.Id ?? "",
        Name = json.Name,
        Driver = json.Driver ?? "",
        Subnets = Subnets(json.IPAM),
        Attachable = json.Attachable ?? false,
        Labels = json.Labels ?? new Dictionary<string, string>(),
        Containers = (json.Containers ?? []).ToDictionary(
            pair => pair.Key,
            pair => new NetworkMember(pair.Value.Name ?? "", (pair.Value.IPv4Address ?? "").Split('/')[0])),
    };

    public static VolumeSummary ToSummary(this VolumeJson json) => new()
    {
        Name = json.Name,
        Driver = json.Driver ?? "",
        Mountpoint = json.Mountpoint ?? "",
        Created = json.CreatedAt,
        Labels = json.Labels ?? new Dictionary<string, string>(),
    };

    public static NetworkJson ToJson(this NetworkCreation creation) => new()
    {
        Name = creation.Name,
        Driver = creation.Driver,
        CheckDuplicate = creation.CheckDuplicate,
        Attachable = creation.Attachable,
        Internal = creation.IsInternal ? true : null,
        Labels = creation.Labels,
        IPAM = creation.Subnet is null
            ? null
            : new IpamJson
            {
                Config = [new IpamConfigJson { Subnet = creation.Subnet, IPRange = creation.IpRange, Gateway = creation.Gateway }],
            },
    };

    private static IReadOnlyList<NetworkSubnet> Subnets(IpamJson? json) =>
        [.. (json?.Config ?? []).Select(range => new NetworkSubnet(range.Subnet ?? "", NullIfEmpty(range.IPRange), NullIfEmpty(range.Gateway)))];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

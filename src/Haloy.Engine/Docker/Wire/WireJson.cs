using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Haloy.Engine.Docker.Wire;

/// <summary>The JSON that travels. What is null is left out: to the engine an absent key means its default.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(InfoJson))]
[JsonSerializable(typeof(List<ContainerSummaryJson>))]
[JsonSerializable(typeof(ContainerDetailsJson))]
[JsonSerializable(typeof(ContainerCreationJson))]
[JsonSerializable(typeof(CreatedJson))]
[JsonSerializable(typeof(ExitJson))]
[JsonSerializable(typeof(ExecCreationJson))]
[JsonSerializable(typeof(ExecStartJson))]
[JsonSerializable(typeof(ExecStateJson))]
[JsonSerializable(typeof(List<ImageSummaryJson>))]
[JsonSerializable(typeof(ImageDetailsJson))]
[JsonSerializable(typeof(ProgressJson))]
[JsonSerializable(typeof(RegistryAuthJson))]
[JsonSerializable(typeof(DistributionJson))]
[JsonSerializable(typeof(DiskUsageJson))]
[JsonSerializable(typeof(List<NetworkJson>))]
[JsonSerializable(typeof(NetworkJson))]
[JsonSerializable(typeof(ConnectJson))]
[JsonSerializable(typeof(DisconnectJson))]
[JsonSerializable(typeof(VolumeJson))]
[JsonSerializable(typeof(VolumesJson))]
[JsonSerializable(typeof(VolumeCreationJson))]
[JsonSerializable(typeof(EventJson))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
internal sealed partial class WireJson : JsonSerializerContext;

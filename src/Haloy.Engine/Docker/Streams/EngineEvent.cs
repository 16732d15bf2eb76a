using System;
using System.Collections.Generic;

namespace Haloy.Engine.Docker;

/// <summary>Something that happened on the engine.</summary>
/// <param name="Type">What it happened to, for example <c>container</c>.</param>
/// <param name="Action">What happened, for example <c>die</c> or <c>health_status: healthy</c>.</param>
/// <param name="ActorId">The id of what it happened to.</param>
/// <param name="Attributes">More of it: a container's labels, <c>name</c>, <c>exitCode</c>.</param>
/// <param name="Time">When, by the server's clock.</param>
public sealed record EngineEvent(string Type, string Action, string ActorId, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset Time);

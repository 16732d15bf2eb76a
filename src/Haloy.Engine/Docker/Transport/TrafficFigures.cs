namespace Haloy.Engine.Docker;

/// <summary>Figures of an engine's traffic: at a moment, or over a span.</summary>
/// <param name="Requests">How many requests were sent.</param>
/// <param name="SequentialRoundTrips">The longest chain of requests that waited for one another.</param>
/// <param name="BytesSent">Bytes sent, HTTP's own included.</param>
/// <param name="BytesReceived">Bytes received, HTTP's own included.</param>
public sealed record TrafficFigures(long Requests, long SequentialRoundTrips, long BytesSent, long BytesReceived);

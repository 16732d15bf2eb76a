using System;

namespace Haloy.Engine.Routing;

/// <summary>The reverse proxy did not do what it was asked to. What was routed before still is.</summary>
public sealed class RoutingException : HaloyException
{
    internal RoutingException(string message, Exception? inner = null) : base(message, inner) { }
}

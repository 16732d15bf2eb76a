using System;
using System.Net;
using System.Net.Sockets;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>Reads what a local socket's setting names.</summary>
internal static class SocketAddress
{
    public static EndPoint Parse(ServerAddress address, string text)
    {
        if (text.StartsWith('/'))
            return new UnixDomainSocketEndPoint(text);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            switch (uri.Scheme)
            {
                case "unix" when uri.AbsolutePath.Length > 1:
                    return new UnixDomainSocketEndPoint(Uri.UnescapeDataString(uri.AbsolutePath));
                case "tcp" when uri.Host.Length > 0 && uri.Port > 0:
                    return EndPointOf(uri.Host.Trim('[', ']'), uri.Port);
            }
        }

        throw new ServerUnreachableException(
            address, UnreachableReason.SocketUnusable, $"'{text}' is not a socket that can be used.",
            "Write a path, unix:///path or tcp://host:port; name a server reached over SSH in `server` instead.");
    }

    public static EndPoint EndPointOf(string host, int port) =>
        IPAddress.TryParse(host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port);
}

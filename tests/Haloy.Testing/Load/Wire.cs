using System;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Load;

/// <summary>Connections to a server under host names that no DNS knows.</summary>
public static class Wire
{
    /// <summary>A client whose every connection goes to one address, whatever host its URLs name.</summary>
    /// <param name="address">The server's address.</param>
    /// <param name="version">The version of HTTP, exactly.</param>
    /// <param name="opened">Hears of each connection.</param>
    /// <param name="root">The only root that certificates may come from; null: any certificate will do.</param>
    /// <param name="shown">Hears of each certificate that was accepted.</param>
    public static HttpClient Client(
        string address, Version? version = null, Action? opened = null, X509Certificate2? root = null, Action<X509Certificate2>? shown = null)
    {
        var handler = Handler(address, opened);
        handler.SslOptions = Judging(root, shown);
        return new(handler)
        {
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public static SocketsHttpHandler Handler(string address, Action? opened = null) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxConnectionsPerServer = 128,
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, ct);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            opened?.Invoke();
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = Judging(null, null),
    };

    private static SslClientAuthenticationOptions Judging(X509Certificate2? root, Action<X509Certificate2>? shown) => new()
    {
        CertificateChainPolicy = root is null ? null : new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { root },
            RevocationMode = X509RevocationMode.NoCheck,
        },
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            var isAccepted = certificate is not null && (root is null || errors == SslPolicyErrors.None);
            if (isAccepted)
                shown?.Invoke(new(certificate!));
            return isAccepted;
        },
    };
}

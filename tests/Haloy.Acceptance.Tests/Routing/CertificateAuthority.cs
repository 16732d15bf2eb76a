using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary>A Caddy on a test server that issues certificates over ACME to whoever answers for a host.</summary>
internal sealed class CertificateAuthority
{
    private const string Container = "authority";

    private CertificateAuthority(TestServer server, string root) => (Directory, RootText) = ($"https://{server.Address}/acme/local/directory", root);

    /// <summary>What an ACME client has to be told.</summary>
    public string Directory { get; }

    /// <summary>Its root's certificate, PEM.</summary>
    public string RootText { get; }

    public X509Certificate2 Root => X509Certificate2.CreateFromPem(RootText);

    /// <summary>Starts one that asks these hosts at an address that no DNS knows.</summary>
    public static async Task<CertificateAuthority> StartAsync(TestServer server, IEnumerable<string> hosts, string address, CancellationToken ct)
    {
        string[] names = [.. hosts.Select(host => $"--add-host={host}:{address}")];
        // On the machine's own network, so that it is asked under the address that its own certificate names.
        (await server.Engine.DockerAsync(
            ["run", "--detach", "--rm", "--name", Container, "--network", "host", .. names, "--env", $"CA={Config(server.Address)}",
                "caddy:2", "sh", "-c", "printf %s \"$CA\" > /srv/ca.json && exec caddy run --config /srv/ca.json"], ct)).OutputOrThrow();
        const string show = $"docker exec {Container} sh -c 'until wget -q -O /dev/null http://127.0.0.1:2019/config/; do sleep 0.1; done; cat /data/caddy/pki/authorities/local/root.crt'";
        return new(server, (await server.RunAsync(show, ct)).OutputOrThrow());
    }

    public static async Task StopAsync(TestServer server) => await server.Engine.DockerAsync(["rm", "--force", Container], CancellationToken.None);

    private static string Config(string address) => $$"""
        { "apps": {
            "http": { "servers": { "acme": {
              "listen": [":443"],
              "tls_connection_policies": [ { "default_sni": "{{address}}" } ],
              "routes": [ { "match": [ { "host": ["{{address}}"] } ], "handle": [ { "handler": "acme_server" } ] } ] } } },
            "tls": { "automation": { "policies": [ { "subjects": ["{{address}}"], "issuers": [ { "module": "internal" } ] } ] } },
            "pki": { "certificate_authorities": { "local": { "install_trust": false } } } } }
        """;
}

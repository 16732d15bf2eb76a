using System;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Deploying;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Testing.Lab;
using Haloy.Testing.Load;

namespace Haloy.Acceptance.Tests.Routing;

/// <summary><c>tls: auto</c> with a real ACME exchange against a second Caddy, and <c>tls: internal</c>.</summary>
public sealed class CertificateTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private const string Server = "tls1";
    private const string Authority = "ca1";
    private const string Host = "secure.example.com";
    private const string Alias = "www.secure.example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Yaml(string app, string tls) => AppYaml.For(app, Server, "1").Replace("tls: off", $"tls: {tls}\nacme_email: ops@example.com");

    [Fact]
    public async Task A_certificate_is_got_over_acme_and_kept_through_restarts_and_reboots()
    {
        await using var site = await Site.OnAsync(fixture, [Server, Authority], new AppImage("1"));
        var authority = await CertificateAuthority.StartAsync(site[Authority], [Host, Alias], site.AddressOf(Server), Token);
        try
        {
            site.ProxyImage = await ProxyThatTrustsAsync(site, authority);
            site.AcmeDirectory = authority.Directory;
            site.Configure(Yaml("secure", "auto"));
            await site.DeployAsync();

            var first = await AwaitAnswerAsync(site, Host, authority.Root);
            var alias = await AwaitAnswerAsync(site, Alias, authority.Root);

            Assert.Equal((200, "1", null), (first.Status, first.Text, first.Location));
            Assert.Equal((301, $"https://{Host}/version?a=b"), (alias.Status, alias.Location));
            Assert.Equal((308, $"https://{Host}/version?a=b"), await RedirectAsync(site, $"http://{Host}/version?a=b"));
            Assert.Equal((301, $"https://{Host}/version?a=b"), await RedirectAsync(site, $"http://{Alias}/version?a=b"));

            (await site[Server].Engine.DockerAsync(["restart", "haloy-proxy"], Token)).OutputOrThrow();
            Assert.Equal(first, await AwaitAnswerAsync(site, Host, authority.Root));
            await site[Server].RebootAsync(Token);
            Assert.Equal(first, await AwaitAnswerAsync(site, Host, authority.Root));
            Assert.Equal(alias, await AwaitAnswerAsync(site, Alias, authority.Root));
        }
        finally
        {
            await CertificateAuthority.StopAsync(site[Authority]);
        }
    }

    [Fact]
    public async Task Internal_certificates_come_from_the_proxys_own_authority()
    {
        await using var site = await Site.OnAsync(fixture, [Server], new AppImage("1"));
        site.Configure(Yaml("inside", "internal"));
        await site.DeployAsync();
        var root = (await site[Server].Engine.DockerAsync(["exec", "haloy-proxy", "cat", "/data/caddy/pki/authorities/local/root.crt"], Token)).OutputOrThrow();

        var answer = await AwaitAnswerAsync(site, "inside.example.com", X509Certificate2.CreateFromPem(root));

        Assert.Equal((200, "1"), (answer.Status, answer.Text));
        Assert.Equal((308, "https://inside.example.com/version?a=b"), await RedirectAsync(site, "http://inside.example.com/version?a=b"));
    }

    /// <summary>The proxy's image with the authority among those that programs trust.</summary>
    private static async Task<string> ProxyThatTrustsAsync(Site site, CertificateAuthority authority)
    {
        var image = LabImage.On(await site.Lab.Images.CaddyAsync(Token), "haloy-lab/caddy:trusting",
            ImageLayer.Of(layer => layer.Text("etc/ssl/certs/haloy-lab.pem", authority.RootText)));
        await site[Server].LoadImageAsync(image, Token);
        // The other test of this class may have made the proxy from the usual image.
        await site[Server].Engine.DockerAsync(["rm", "--force", "haloy-proxy"], Token);
        return image.Reference;
    }

    /// <summary>Asks until the app answers under a certificate of this root for this host; after a reboot it comes up later than the proxy.</summary>
    private static async Task<Answer> AwaitAnswerAsync(Site site, string host, X509Certificate2 root)
    {
        while (true)
        {
            try
            {
                if (await AskAsync(site, host, root) is { Status: not 503 } answer)
                    return answer;
            }
            catch (HttpRequestException)
            {
                // There is no certificate yet, or no proxy.
            }
            await Task.Delay(100, Token);
        }
    }

    private static async Task<Answer> AskAsync(Site site, string host, X509Certificate2 root)
    {
        var serial = "";
        using var http = Wire.Client(site.AddressOf(Server), root: root, shown: certificate => serial = certificate.SerialNumber);
        using var answer = await http.GetAsync($"https://{host}/version?a=b", Token);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), answer.Headers.Location?.ToString(), serial);
    }

    private static async Task<(int Status, string? Location)> RedirectAsync(Site site, string url)
    {
        using var http = Wire.Client(site.AddressOf(Server));
        using var answer = await http.GetAsync(url, Token);
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private sealed record Answer(int Status, string Text, string? Location, string Serial);
}

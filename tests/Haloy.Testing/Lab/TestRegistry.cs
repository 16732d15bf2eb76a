using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>A real image registry on one address of this machine: Debian's, with its own configuration and storage, gone with this object.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    public const string User = "pusher";

    public const string Password = "pushed-and-pulled";

    /// <summary>bcrypt, the only kind that the registry takes.</summary>
    private const string PasswordHash = "$2y$04$yAVvMEIn05DSNu1J3PR7g.Ye5An8lbG9JSAlLsrWtO9i586.GIIWm";

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("haloy-registry-");
    private readonly Process _process;

    private TestRegistry(string address, bool hasTls, bool wantsLogin)
    {
        Host = $"{address}:{FreePort(address)}";
        HasTls = hasTls;
        if (hasTls) WriteCertificates(address);
        if (wantsLogin) File.WriteAllText(PathOf("htpasswd"), $"{User}:{PasswordHash}\n");
        File.WriteAllText(PathOf("config.yml"), Configuration(wantsLogin));
        var start = new ProcessStartInfo(Tool.Find("docker-registry") ?? throw new InvalidOperationException("docker-registry is not installed."), ["serve", PathOf("config.yml")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Log += line.Data + "\n";
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>As image references begin with it.</summary>
    public string Host { get; }

    public bool HasTls { get; }

    /// <summary>The certificate that clients have to trust, as PEM; empty without TLS.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>What it said so far.</summary>
    public string Log { get; private set; } = "";

    /// <param name="address">Where it listens; the port is any that is free.</param>
    /// <param name="hasTls">Whether it speaks HTTPS, with a certificate of its own authority.</param>
    /// <param name="wantsLogin">Whether it lets in <see cref="User"/> alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestRegistry> StartAsync(string address, bool hasTls, bool wantsLogin, CancellationToken cancellationToken)
    {
        var registry = new TestRegistry(address, hasTls, wantsLogin);
        await Readiness.WaitAsync($"the registry on {registry.Host} answers: {registry.Log}", s_deadline, registry.AnswersAsync, cancellationToken);
        return registry;
    }

    /// <summary>Has a machine's engine trust it, and no registry without a good certificate.</summary>
    public async Task TrustAsync(TestEngine engine, bool trusted, CancellationToken cancellationToken)
    {
        string authority = trusted ? $"mkdir -p /etc/docker/certs.d/{Host} && cat > /etc/docker/certs.d/{Host}/ca.crt <<'END'\n{Authority}\nEND\n" : "true";
        (await engine.RunAsync($$"""
            set -e
            mkdir -p /etc/docker
            mountpoint -q /etc/docker || mount -t tmpfs tmpfs /etc/docker
            {{authority}}
            [ -f /run/strict.json ] || { grep -v insecure-registries '{{engine.DockerConfig}}' | sed 's/"cgroup-parent": \(.*\),$/"cgroup-parent": \1/' > /run/strict.json; mount --bind /run/strict.json '{{engine.DockerConfig}}'; }
            """, cancellationToken)).OutputOrThrow();
        await engine.RestartDockerAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private string Configuration(bool wantsLogin) => $$"""
        version: 0.1
        log: { level: warn, accesslog: { disabled: true } }
        storage: { filesystem: { rootdirectory: {{PathOf("storage")}} }, delete: { enabled: true } }
        http:
          addr: {{Host}}
          secret: for-one-process-alone
          {{(HasTls ? $"tls: {{ certificate: {PathOf("server.crt")}, key: {PathOf("server.key")} }}" : "")}}
        {{(wantsLogin ? $"auth: {{ htpasswd: {{ realm: tests, path: {PathOf("htpasswd")} }} }}" : "")}}

        """;

    private void WriteCertificates(string address)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=The tests' authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1), to = from.AddDays(30);
        using X509Certificate2 signer = authority.CreateSelfSigned(from, to);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=The tests' registry", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(signer, from, to, RandomNumberGenerator.GetBytes(8));

        Authority = signer.ExportCertificatePem();
        File.WriteAllText(PathOf("server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        try
        {
            using HttpResponseMessage answer = await http.GetAsync($"{(HasTls ? "https" : "http")}://{Host}/v2/", cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using Haloy.Engine.Docker;
using Haloy.Engine.Images;

namespace Haloy.Engine.Tests.Images;

public sealed class RegistryFailureTests
{
    // What engines of several versions say.
    [Theory]
    [InlineData("toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating", "RateLimit")]
    [InlineData("received unexpected HTTP status: 429 Too Many Requests", "RateLimit")]
    [InlineData("Get \"https://r.example.com/v2/\": x509: certificate signed by unknown authority", "Certificate")]
    [InlineData("Get \"https://r.example.com/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "Certificate")]
    [InlineData("Get \"https://r.example.com/v2/\": http: server gave HTTP response to HTTPS client", "PlainHttp")]
    [InlineData("no matching manifest for linux/arm64/v8 in the manifest list entries", "Platform")]
    [InlineData("pull access denied for me/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied", "Denied")]
    [InlineData("Head \"https://r.example.com/v2/app/manifests/1\": no basic auth credentials", "Denied")]
    [InlineData("Get \"https://registry-1.docker.io/v2/\": unauthorized: incorrect username or password", "Credentials")]
    [InlineData("login attempt to https://r.example.com/v2/ failed with status: 401 Unauthorized", "Credentials")]
    [InlineData("manifest for r.example.com/app:2 not found: manifest unknown: manifest unknown", "Unknown")]
    [InlineData("Get \"https://r.example.com/v2/\": dial tcp: lookup r.example.com: no such host", "Unreachable")]
    [InlineData("Get \"https://10.0.0.1:5000/v2/\": dial tcp 10.0.0.1:5000: connect: connection refused", "Unreachable")]
    [InlineData("Get \"https://r.example.com/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", "Unreachable")]
    [InlineData("write /var/lib/docker/tmp/x: disk quota exceeded", null)]
    public void What_an_engine_says_is_recognised(string message, string? kind) =>
        Assert.Equal(kind, RegistryFailure.Recognise(message)?.ToString());

    [Fact]
    public void The_error_says_what_where_and_what_to_do_and_keeps_the_engines_words()
    {
        var said = new DockerEngineException("POST /images/create", null, "toomanyrequests: You have reached your pull rate limit.");

        Assert.Equal(
            "The server could not pull app:1: the registry's rate limit for the server is reached. Log in with `registry` under `image`, which raises it, or wait. "
            + "(The engine's words: toomanyrequests: You have reached your pull rate limit.)",
            RegistryFailure.Of("The server could not pull app:1", said, "the server", null).Message);
        Assert.StartsWith(
            "The server could not pull app:1: the registry's rate limit for the user 'bot' is reached.",
            RegistryFailure.Of("The server could not pull app:1", said, "the server", "bot").Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_recognised_is_told_as_it_is()
    {
        var said = new DockerEngineException("POST /images/create", null, "something else");

        Assert.Equal("It failed: something else (the engine's answer to POST /images/create)", RegistryFailure.Of("It failed", said, "the server", null).Message);
    }
}

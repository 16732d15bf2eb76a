using System;
using System.Linq;
using Haloy.Engine.Docker;

namespace Haloy.Engine.Images;

/// <summary>Why a registry did not give or take an image.</summary>
internal enum RegistryFailureKind
{
    /// <summary>Too many requests.</summary>
    RateLimit,

    /// <summary>It does not know the user, or the password is wrong.</summary>
    Credentials,

    /// <summary>It wants to know who asks, or does not let this user.</summary>
    Denied,

    /// <summary>It has no such image or tag.</summary>
    Unknown,

    /// <summary>It has the image for other platforms.</summary>
    Platform,

    /// <summary>Its certificate is not trusted.</summary>
    Certificate,

    /// <summary>It speaks HTTP, not HTTPS.</summary>
    PlainHttp,

    /// <summary>It does not answer.</summary>
    Unreachable,
}

/// <summary>What engines and build tools say of registries, and what a person has to do then.</summary>
internal static class RegistryFailure
{
    // In the order in which they are looked for: the first that is found decides.
    private static readonly (RegistryFailureKind Kind, string[] Words)[] s_words =
    [
        (RegistryFailureKind.RateLimit, ["toomanyrequests", "429 too many requests", "rate limit"]),
        (RegistryFailureKind.Certificate, ["x509:", "certificate signed by unknown authority", "remote certificate is invalid", "certificate verify failed"]),
        (RegistryFailureKind.PlainHttp, ["server gave http response to https client"]),
        (RegistryFailureKind.Platform, ["no matching manifest for", "no match for platform", "does not match the specified platform"]),
        (RegistryFailureKind.Denied, ["pull access denied", "no basic auth credentials", "denied: requested access", "denied:", "403 forbidden", "insufficient_scope"]),
        (RegistryFailureKind.Credentials, ["incorrect username or password", "unauthorized", "authentication required"]),
        (RegistryFailureKind.Unknown, ["manifest unknown", "name unknown", "not found", "name_unknown", "manifest_unknown"]),
        (RegistryFailureKind.Unreachable,
        [
            "no such host", "connection refused", "i/o timeout", "no route to host", "network is unreachable", "client.timeout",
            "context deadline exceeded", "temporary failure in name resolution", "server misbehaving", "connection reset", "unexpected eof", "tls handshake timeout",
        ]),
    ];

    /// <summary>What a message means; null: something else.</summary>
    public static RegistryFailureKind? Recognise(string message) => s_words
        .Where(entry => entry.Words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .Select(entry => (RegistryFailureKind?)entry.Kind).FirstOrDefault();

    /// <summary>What is wrong and what to do.</summary>
    /// <param name="kind">Why it failed.</param>
    /// <param name="where">Who asked the registry: <c>the server</c>, <c>this machine</c>.</param>
    /// <param name="user">Who it was told that asks; null: nobody.</param>
    public static string Advice(RegistryFailureKind kind, string where, string? user = null) => kind switch
    {
        RegistryFailureKind.RateLimit when user is null =>
            $"the registry's rate limit for {where} is reached. Log in with `registry` under `image`, which raises it, or wait.",
        RegistryFailureKind.RateLimit => $"the registry's rate limit for the user '{user}' is reached. Wait, or use an account with a higher one.",
        RegistryFailureKind.Credentials or RegistryFailureKind.Denied when user is null =>
            "there is no such repository, or it wants a login: state `registry` with `username` and `password` under `image`.",
        RegistryFailureKind.Credentials => $"the registry does not accept the credentials of the user '{user}'. Check `username` and `password` of `registry`; a token may have expired.",
        RegistryFailureKind.Denied => $"there is no such repository, or the user '{user}' may not use it. Check the repository's name and the user's rights.",
        RegistryFailureKind.Unknown => "the registry has no such image. Check repository and tag, and whether it was pushed.",
        RegistryFailureKind.Platform => $"the registry has the image, but not for the platform of {where}. Build and push it for that platform too.",
        RegistryFailureKind.Certificate =>
            $"{where} does not trust the registry's certificate. Put the certificate of the authority that signed it into /etc/docker/certs.d/<host:port>/ca.crt on {where}.",
        RegistryFailureKind.PlainHttp =>
            $"the registry speaks HTTP without TLS. Give it a certificate, or name it under `insecure-registries` in /etc/docker/daemon.json on {where}.",
        _ => $"{where} does not reach the registry. Check its name, and whether {where} may open connections to it.",
    };

    /// <summary>An engine's failure as an error for people.</summary>
    /// <param name="what">What failed, such as <c>The server could not pull app:1</c>.</param>
    /// <param name="e">What the engine said.</param>
    /// <param name="where">Who asked the registry.</param>
    /// <param name="user">Who it was told that asks; null: nobody.</param>
    public static ImageException Of(string what, DockerEngineException e, string where, string? user) =>
        e is not DockerUnreachableException && Recognise(e.EngineMessage) is { } kind
            ? new($"{what}: {Advice(kind, where, user)} (The engine's words: {e.EngineMessage})", e)
            : new($"{what}: {e.Message}", e);
}

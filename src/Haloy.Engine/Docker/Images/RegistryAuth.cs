using System;
using System.Text.Json;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Docker;

/// <summary>A login at a registry. It cannot print itself.</summary>
/// <param name="username">The user.</param>
/// <param name="password">The password or token.</param>
/// <param name="serverAddress">The registry's host, for example <c>ghcr.io</c>.</param>
public sealed class RegistryAuth(string username, string password, string serverAddress)
{
    /// <summary>The registry's host.</summary>
    public string ServerAddress { get; } = serverAddress;

    /// <summary>The user.</summary>
    public string Username { get; } = username;

    /// <inheritdoc/>
    public override string ToString() => "***";

    /// <summary>The value of <c>X-Registry-Auth</c>. Old engines read a request without one as a legacy body, so nobody's login has one too.</summary>
    internal static string Header(RegistryAuth? auth) => auth is null ? Encoded("{}"u8.ToArray()) : auth.Header();

    internal RegistryAuthJson ToJson() => new() { Username = Username, Password = password, ServerAddress = ServerAddress };

    /// <summary>The password, for those who hand it on to where it belongs.</summary>
    internal string Reveal() => password;

    private string Header() => Encoded(JsonSerializer.SerializeToUtf8Bytes(ToJson(), WireJson.Default.RegistryAuthJson));

    /// <summary>Base64 for URLs with its padding, which Go insists on.</summary>
    private static string Encoded(byte[] json) => Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}

namespace Haloy.Engine.Servers;

/// <summary>A host key as a person compares it.</summary>
/// <param name="Type">Such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint">Such as <c>SHA256:…</c>.</param>
public sealed record HostKey(string Type, string Fingerprint);

using System;
using System.Text;
using Haloy.Engine.Servers;

namespace Haloy.Engine.Tests.Servers;

public sealed class PrivateKeyTextTests
{
    [Theory]
    [InlineData("-----BEGIN-----\nabc\n-----END-----")]
    [InlineData("\n-----BEGIN-----\r\nabc\r\n-----END-----\r\n\r\n")]
    [InlineData("-----BEGIN-----\\nabc\\n-----END-----\\n")]
    public void A_key_that_a_CI_system_bent_is_straightened(string text) =>
        Assert.Equal("-----BEGIN-----\nabc\n-----END-----\n", PrivateKeyText.Straightened(text));

    [Theory]
    [InlineData("ssh-ed25519 AAAAC3Nza me@laptop", "holds a public key")]
    [InlineData("hunter2", "holds no private key")]
    [InlineData("/no/such/file", "holds no private key")]
    [InlineData("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----", "holds no private key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY----- abc -----END OPENSSH PRIVATE KEY-----", "has lost its line breaks")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nabcd", "ends before the key does")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\n***\n-----END OPENSSH PRIVATE KEY-----", "is damaged: what stands between BEGIN and END is no base 64")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nYWJjZA==\n-----END OPENSSH PRIVATE KEY-----", "is damaged: it does not begin as OpenSSH's keys do")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nYWJjZA==\n-----END ENCRYPTED PRIVATE KEY-----", "is locked with a passphrase, which nobody can type here")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nYWJjZA==\n-----END RSA PRIVATE KEY-----", "is locked with a passphrase, which nobody can type here")]
    public void What_is_wrong_with_a_key_is_told_without_its_text(string text, string expected)
    {
        var problem = PrivateKeyText.Problem(text);

        Assert.Equal(expected, problem?.What);
        Assert.DoesNotContain("hunter2", problem?.What + problem?.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("aes256-ctr", false)]
    public void A_key_of_OpenSSH_is_usable_when_its_cipher_is_none(string cipher, bool usable)
    {
        byte[] bytes = [.. "openssh-key-v1\0"u8, 0, 0, 0, (byte)cipher.Length, .. Encoding.ASCII.GetBytes(cipher), 1, 2, 3];
        var text = $"-----BEGIN OPENSSH PRIVATE KEY-----\r\n{Convert.ToBase64String(bytes)}\r\n-----END OPENSSH PRIVATE KEY-----\r\n";

        Assert.Equal(usable, PrivateKeyText.Problem(text) is null);
    }

    [Theory]
    [InlineData("PRIVATE KEY")]
    [InlineData("RSA PRIVATE KEY")]
    [InlineData("EC PRIVATE KEY")]
    public void Keys_of_other_kinds_are_left_to_ssh(string label) =>
        Assert.Null(PrivateKeyText.Problem($"-----BEGIN {label}-----\nYWJjZA==\n-----END {label}-----"));
}

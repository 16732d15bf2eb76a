using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Targets;

public sealed class SecretReferenceTests
{
    [Theory]
    [InlineData("onepassword:prod-db.url", "onepassword", "prod-db", "url")]
    [InlineData("onepassword:prod-db:url", "onepassword", "prod-db", "url")]
    [InlineData("sops:mail:smtp.password", "sops", "mail", "smtp.password")]
    [InlineData("sops:mail.smtp:password", "sops", "mail", "smtp:password")]
    [InlineData("env:TOKEN", "env", null, "TOKEN")]
    [InlineData("nuke:DatabasePassword", "nuke", null, "DatabasePassword")]
    public void A_reference_is_taken_apart(string text, string provider, string? source, string key) =>
        Assert.Equal(new SecretReference(provider, source, key), SecretReference.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("TOKEN")]
    [InlineData(":a.b")]
    [InlineData("env:")]
    [InlineData("sops:mail")]
    [InlineData("sops:mail.")]
    [InlineData("sops:.key")]
    [InlineData("sops::key")]
    public void What_is_no_reference_is_none(string text) => Assert.Null(SecretReference.TryParse(text));
}

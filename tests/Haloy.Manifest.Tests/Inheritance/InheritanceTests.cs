using System.Linq;
using Haloy.Manifest.Reading;
using Haloy.Manifest.Targets;

namespace Haloy.Manifest.Tests.Inheritance;

public sealed class InheritanceTests
{
    [Fact]
    public void No_target_changes_what_another_sees()
    {
        const string Alone = "image: { repository: acme/shop, tag: v1, builder: {} }\nenv: [{ name: A, value: x, build_arg: true }]\ntargets:\n  b: { server: b }\n";
        const string Beside = "image: { repository: acme/shop, tag: v1, builder: {} }\nenv: [{ name: A, value: x, build_arg: true }]\ntargets:\n"
            + "  a: { server: a, preset: database, image: { tag: v2, builder: { args: [{ name: Z }] } }, env: [{ name: A, value: y }, { name: B, value: z, build_arg: true }] }\n  b: { server: b }\n";

        Assert.Equal(Target(Alone, "b"), Target(Beside, "b"));
    }

    [Theory]
    [InlineData("server", "a.example.com", "b.example.com")]
    [InlineData("deployment_strategy", "replace", "rolling")]
    [InlineData("naming_strategy", "dynamic", "dynamic")]
    [InlineData("max_surge", "2", "50%")]
    [InlineData("rollback_on_failure", "false", "true")]
    [InlineData("replicas", "2", "3")]
    [InlineData("port", "81", "82")]
    [InlineData("health_check_path", "/a", "/b")]
    [InlineData("health_check_timeout_seconds", "1", "2")]
    [InlineData("min_ready_seconds", "1", "0")]
    [InlineData("drain_seconds", "1", "0")]
    [InlineData("stop_grace_seconds", "1", "0")]
    [InlineData("acme_email", "a@example.com", "b@example.com")]
    [InlineData("tls", "off", "auto")]
    [InlineData("network", "a", "b")]
    [InlineData("protected", "true", "false")]
    [InlineData("volumes", "[a:/a]", "[]")]
    [InlineData("pre_deploy", "[a]", "[]")]
    [InlineData("post_deploy", "[a]", "[b]")]
    [InlineData("domains", "[a.example.com]", "[]")]
    public void A_key_of_the_target_wins_and_one_of_the_base_is_inherited(string key, string inBase, string inTarget)
    {
        string Text(string? ofBase, string? ofTarget) =>
            "image: nginx\n" + (ofBase is null ? "" : $"{key}: {ofBase}\n") + "targets:\n  t: { " + (ofTarget is null ? "" : $"{key}: {ofTarget}") + " }\n";

        Assert.Equal(Target(Text(null, inTarget), "t"), Target(Text(inBase, inTarget), "t"));
        Assert.Equal(Target(Text(null, inBase), "t"), Target(Text(inBase, null), "t"));
        Assert.Equal(Target(Text(null, inBase), "t"), Target(Text(inBase, "null"), "t"));
    }

    private static TargetSpec Target(string text, string key) => ManifestReader.Read(text).Resolved!.Targets.Single(target => target.Key == key);
}

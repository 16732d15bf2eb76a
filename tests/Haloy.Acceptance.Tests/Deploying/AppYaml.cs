namespace Haloy.Acceptance.Tests.Deploying;

/// <summary>The configuration that most of these tests deploy: the test app, routed, from an image that is there.</summary>
internal static class AppYaml
{
    /// <summary>Its host is <c>APP.example.com</c>, with <c>www.</c> as alias.</summary>
    public static string For(string app, string server, string version, string more = "") => $$"""
        name: {{app}}
        server: {{server}}
        image: { repository: haloy-lab/app, tag: '{{version}}', pull_policy: never }
        health_check_path: /health
        tls: off
        domains:
          - domain: {{app}}.example.com
            aliases: [www.{{app}}.example.com]
        {{more}}
        """;
}

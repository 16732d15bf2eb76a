namespace Nuke.Haloy.Generator.Tests;

/// <summary>Configurations that several tests share.</summary>
internal static class Yaml
{
    public const string TwoTargets = """
        image:
          repository: "ghcr.io/my-org/my-app"
          tag: "latest"
        targets:
          production:
            server: prod.example.com
            image:
              tag: "v1.2.3"
            replicas: 3
            protected: true
            domains:
              - domain: "my-app.com"
                aliases:
                  - "www.my-app.com"
          us-east:
            server: deploy@east.example.com
            deployment_strategy: replace

        """;
}

using System.Linq;

namespace Haloy.Benchmarks;

/// <summary>Configurations to measure with.</summary>
internal static class ManifestOf
{
    /// <summary>A base and as many targets, each with domains, environment and hooks of its own.</summary>
    public static string Targets(int count) =>
        """
        image:
          repository: "ghcr.io/my-org/my-app"
          tag: "latest"
        replicas: 2
        port: "8080"
        acme_email: "devops@my-app.com"
        env:
          - name: "LOG_LEVEL"
            value: "info"
        global_pre_deploy:
          - "npm run build"
        targets:

        """ + string.Concat(Enumerable.Range(1, count).Select(Target));

    private static string Target(int number) => $"""
          region-{number}:
            server: "server{number}.my-app.com"
            image:
              tag: "v1.{number}.0"
            domains:
              - domain: "region{number}.my-app.com"
                aliases: ["www.region{number}.my-app.com"]
            replicas: 3
            env:
              - name: "REGION"
                value: "region-{number}"
              - name: "BASE_URL"
                value: "https://{"${REGION}"}.my-app.com"
              - name: "DATABASE_URL"
                from:
                  secret: "onepassword:db-{number}.url"
            pre_deploy:
              - "npm run migrate:region-{number}"

        """;
}

namespace DemoApp;

/// <summary>What is running here. A version that ends in <c>-broken</c> never becomes healthy.</summary>
/// <param name="Version">From the image.</param>
/// <param name="Environment">From haloy.yaml.</param>
/// <param name="Replica">From the deployment.</param>
public sealed record Release(string Version, string Environment, string Replica)
{
    public bool IsBroken => Version.EndsWith("-broken", StringComparison.Ordinal);

    public static Release From(IConfiguration configuration) => new(
        configuration["APP_VERSION"] ?? "0",
        configuration["APP_ENVIRONMENT"] ?? "development",
        configuration["HALOY_REPLICA_ID"] ?? "1");

    public override string ToString() => $"version {Version}, {Environment}, replica {Replica}";
}

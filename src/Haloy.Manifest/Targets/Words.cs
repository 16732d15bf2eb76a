namespace Haloy.Manifest.Targets;

/// <summary>The words of the file for the choices.</summary>
internal static class Words
{
    public static string Of(DeploymentStrategy strategy) => strategy == DeploymentStrategy.Rolling ? "rolling" : "replace";

    public static string Of(NamingStrategy naming) => naming == NamingStrategy.Dynamic ? "dynamic" : "static";

    public static string Of(TlsMode tls) => tls switch
    {
        TlsMode.Auto => "auto",
        TlsMode.Internal => "internal",
        _ => "off",
    };

    public static string Of(PullPolicy policy) => policy switch
    {
        PullPolicy.Always => "always",
        PullPolicy.IfMissing => "if_missing",
        _ => "never",
    };

    public static string Of(PushMode push) => push == PushMode.Server ? "server" : "registry";

    public static string Of(HistoryStrategy strategy) => strategy switch
    {
        HistoryStrategy.Local => "local",
        HistoryStrategy.Registry => "registry",
        _ => "none",
    };
}

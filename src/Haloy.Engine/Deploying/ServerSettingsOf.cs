using Haloy.Engine.Servers;

namespace Haloy.Engine.Deploying;

/// <summary>What the run's settings mean for reaching a server.</summary>
internal static class ServerSettingsOf
{
    public static ServerSettings These(HaloySettings settings) => new ServerSettings
    {
        SshConfigFile = settings.SshConfigFile,
        LocalSocket = RunContext.LocalSocket(settings),
    }.WithKeysFrom(settings.Environment);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Haloy.Engine.Servers;
using Xunit;

namespace Haloy.Engine.Tests.Servers;

public sealed class ServerSettingsTests
{
    [Fact]
    public void Keys_come_from_the_environment_and_empty_ones_count_as_absent()
    {
        var settings = new ServerSettings { KnownHosts = "from elsewhere" }.WithKeysFrom(
            new Dictionary<string, string> { ["SSH_PRIVATE_KEY"] = "key text", ["HALOY_KNOWN_HOSTS"] = " " });

        Assert.Equal(("key text", "from elsewhere"), (settings.PrivateKey, settings.KnownHosts));
    }

    [Fact]
    public void A_private_key_is_never_printed()
    {
        var settings = new ServerSettings { PrivateKey = "key text" };

        Assert.DoesNotContain("key text", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("key text", JsonSerializer.Serialize(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_may_hold_the_path_of_a_file_instead()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "key text");
        try
        {
            Assert.Equal("key text", new ServerSettings().WithKeysFrom(new Dictionary<string, string> { ["SSH_PRIVATE_KEY"] = file }).PrivateKey);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using System.Linq;

namespace Haloy.Acceptance.Tests.Lab;

public sealed class OwnServersTests
{
    [Fact]
    public void Every_class_with_servers_switches_them_off()
    {
        var classes = typeof(OwnServersTests).Assembly.GetTypes()
            .Where(type => type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(LabFixture)) && type != typeof(OwnServers))).ToList();

        Assert.True(classes.Count > 30);
        Assert.Empty(classes.Where(type => !type.IsAssignableTo(typeof(IClassFixture<OwnServers>))).Select(type => type.Name));
    }
}

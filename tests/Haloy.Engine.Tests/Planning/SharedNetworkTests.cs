using System.Linq;
using Haloy.Engine.Planning;
using Haloy.Manifest;

namespace Haloy.Engine.Tests.Planning;

public sealed class SharedNetworkTests
{
    [Fact]
    public void A_range_that_another_network_has_is_passed_over()
    {
        var server = new ObservedServer { Networks = EquatableArray.Of(new ObservedNetwork("mine", "10.210.128.0/24", false)) };

        Assert.Equal("10.211.0.0/16", SharedNetwork.On(server).Subnet.ToString());
    }

    [Fact]
    public void Apps_have_addresses_behind_the_range_that_the_engine_gives_out()
    {
        var network = SharedNetwork.On(new ObservedServer());

        Assert.Equal("10.210.0.0/20", network.Automatic.ToString());
        Assert.Equal("10.210.0.1", network.Gateway);
        Assert.Equal("10.210.16.0", network.Free(new ObservedServer(), 1).Single());
    }

    [Fact]
    public void A_stopped_container_keeps_its_address()
    {
        var server = A.Server(A.Container(0, 1, running: false) with { Address = "10.210.16.0" });

        Assert.Equal("10.210.16.1", SharedNetwork.On(server).Free(server, 1).Single());
    }

    [Fact]
    public void A_network_of_that_name_that_is_not_ours_is_refused()
    {
        var server = new ObservedServer { Networks = EquatableArray.Of(new ObservedNetwork("haloy", "172.20.0.0/16", false)) };

        Assert.Contains("did not make", Assert.Throws<PlanningException>(() => SharedNetwork.On(server)).Message);
    }
}

using System;
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
        var addresses = network.Free(new ObservedServer(), 61_439, "any");
        Assert.Equal("10.210.16.0", addresses.MinBy(Version.Parse));
        Assert.Equal("10.210.255.254", addresses.MaxBy(Version.Parse));
    }

    [Fact]
    public void A_stopped_container_keeps_its_address()
    {
        var first = SharedNetwork.On(A.Server()).Free(A.Server(), 1, "seed").Single();
        var server = A.Server(A.Container(0, 1, running: false) with { Address = first });

        Assert.NotEqual(first, SharedNetwork.On(server).Free(server, 1, "seed").Single());
    }

    [Fact]
    public void Two_deployments_look_in_different_places_and_each_always_in_its_own()
    {
        string First(string seed) => SharedNetwork.On(A.Server()).Free(A.Server(), 1, seed).Single();

        Assert.NotEqual(First(A.Id(1).Text), First(A.Id(2).Text));
        Assert.Equal(First(A.Id(1).Text), First(A.Id(1).Text));
    }

    [Fact]
    public void A_full_network_is_said_so()
    {
        var network = SharedNetwork.On(new ObservedServer());

        Assert.Contains("Remove old deployments", Assert.Throws<PlanningException>(() => network.Free(new ObservedServer(), 61_440, "any")).Message);
    }

    [Fact]
    public void A_network_of_that_name_that_is_not_ours_is_refused()
    {
        var server = new ObservedServer { Networks = EquatableArray.Of(new ObservedNetwork("haloy", "172.20.0.0/16", false)) };

        Assert.Contains("did not make", Assert.Throws<PlanningException>(() => SharedNetwork.On(server)).Message);
    }
}

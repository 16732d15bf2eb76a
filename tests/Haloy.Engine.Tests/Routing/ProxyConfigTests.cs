using System.Linq;
using Haloy.Engine.Routing;
using Haloy.Manifest;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Tests.Routing;

public sealed class ProxyConfigTests
{
    private static AppRoute Route(string app, TlsMode tls = TlsMode.Off, int slots = 1) => new()
    {
        App = app,
        Domains = EquatableArray.Of(new DomainSpec($"{app}.example.com", EquatableArray.Of($"www.{app}.example.com"))),
        Tls = tls,
        AcmeEmail = "ops@example.com",
        Slots = slots,
    };

    [Fact]
    public void What_is_loaded_and_read_again_is_the_same()
    {
        var json = ProxyConfig.Empty.With(Route("shop", slots: 3)).With(Route("blog", TlsMode.Auto)).ToJson();

        Assert.Equal(json.ToJsonString(), ProxyConfig.Parse(json).ToJson().ToJsonString());
    }

    [Fact]
    public void One_apps_change_leaves_another_apps_part_as_it_is_even_when_a_person_changed_it()
    {
        var loaded = ProxyConfig.Empty.With(Route("shop")).With(Route("blog")).ToJson();
        var shops = loaded["apps"]!["http"]!["servers"]!["http"]!["routes"]!.AsArray().First(r => (string?)r!["@id"] is { } id && id.Contains("shop"))!;
        shops["handle"]!.AsArray().Insert(0, new System.Text.Json.Nodes.JsonObject { ["handler"] = "encode" });

        var changed = ProxyConfig.Parse(loaded).With(Route("blog", slots: 5)).ToJson().ToJsonString();

        Assert.Contains(shops.ToJsonString(), changed);
    }

    [Fact]
    public void The_order_in_which_apps_came_does_not_matter()
    {
        var one = ProxyConfig.Empty.With(Route("shop")).With(Route("blog")).ToJson().ToJsonString();
        var other = ProxyConfig.Empty.With(Route("blog")).With(Route("shop")).ToJson().ToJsonString();

        Assert.Equal(one, other);
    }

    [Fact]
    public void An_app_that_is_taken_out_leaves_nothing()
    {
        Assert.Equal(
            ProxyConfig.Empty.ToJson().ToJsonString(),
            ProxyConfig.Empty.With(Route("shop", TlsMode.Auto)).Without("shop").ToJson().ToJsonString());
    }

    [Fact]
    public void A_load_of_an_earlier_shape_listens_on_no_earlier_socket()
    {
        var config = ProxyConfig.Empty.With(Route("shop"));

        Assert.NotEqual(config.ToJson("one").ToJsonString(), config.ToJson("two").ToJsonString());
        Assert.Equal(config.ToJson().ToJsonString(), ProxyConfig.Parse(config.ToJson("two")).ToJson().ToJsonString());
    }

    [Fact]
    public void Each_slot_is_read_from_its_file()
    {
        var json = ProxyConfig.Empty.With(Route("shop", slots: 2)).ToJson().ToJsonString();

        Assert.Contains("""{"source":"a","name":"{file./data/haloy/shop/1}","port":"{file./data/haloy/shop/1.port}",""", json);
        Assert.Contains("{file./data/haloy/shop/2}", json);
        Assert.DoesNotContain("{file./data/haloy/shop/3}", json);
    }

    [Fact]
    public void Only_the_public_doors_leave_out_who_failed_lately()
    {
        var servers = ProxyConfig.Empty.With(Route("shop", TlsMode.Internal)).ToJson()["apps"]!["http"]!["servers"]!;

        Assert.Contains("fail_duration", servers["https"]!.ToJsonString());
        Assert.DoesNotContain("fail_duration", servers["confirm"]!.ToJsonString());
    }

    [Fact]
    public void Certificates_come_from_where_the_target_says()
    {
        string Policies(TlsMode tls) => ProxyConfig.Empty.With(Route("shop", tls)).ToJson()["apps"]!["tls"]?["automation"]!["policies"]![0]!["issuers"]!.ToJsonString() ?? "none";

        Assert.Equal("""[{"module":"acme","email":"ops@example.com"}]""", Policies(TlsMode.Auto));
        Assert.Equal("""[{"module":"internal"}]""", Policies(TlsMode.Internal));
        Assert.Equal("none", Policies(TlsMode.Off));
    }

    [Fact]
    public void Another_authority_is_named_to_the_acme_issuer_only()
    {
        string Config(TlsMode tls) => ProxyConfig.Empty.With(Route("shop", tls) with { AcmeDirectory = "https://ca.example.com/directory" }).ToJson().ToJsonString();

        Assert.Contains("""{"module":"acme","email":"ops@example.com","ca":"https://ca.example.com/directory"}""", Config(TlsMode.Auto));
        Assert.DoesNotContain("ca.example.com", Config(TlsMode.Off));
    }

    [Fact]
    public void A_changed_shape_closes_a_socket_so_that_caddy_hands_connections_over()
    {
        string[] Listen(ProxyConfig config, string server) => [.. config.ToJson()["apps"]!["http"]!["servers"]![server]!["listen"]!.AsArray().Select(l => (string)l!)];
        var loaded = ProxyConfig.Empty.With(Route("shop")).With(Route("blog", TlsMode.Internal));
        var changed = loaded.With(Route("shop", slots: 2));

        Assert.Equal("8s", (string?)loaded.ToJson()["apps"]!["http"]!["shutdown_delay"]);
        Assert.All(["http", "https"], server =>
        {
            Assert.Equal(Listen(loaded, server)[0], Listen(changed, server)[0]);
            Assert.NotEqual(Listen(loaded, server)[1], Listen(changed, server)[1]);
        });
        Assert.NotEqual(Listen(loaded, "http")[1], Listen(loaded, "https")[1]);
    }

    [Fact]
    public void A_proxy_without_apps_ends_at_once()
    {
        Assert.Null(ProxyConfig.Empty.ToJson()["apps"]!["http"]!["shutdown_delay"]);
    }

    [Fact]
    public void A_route_survives_the_way_through_its_file()
    {
        var route = Route("shop", TlsMode.Auto, 4) with { AcmeDirectory = "https://ca.example.com/directory" };
        Assert.Equal(route, AppRoute.FromJson(route.ToJson()));
        Assert.Null(AppRoute.FromJson("{ broken"));
    }

    [Fact]
    public void A_route_that_an_earlier_version_loaded_is_another_one()
    {
        var route = Route("shop");
        var earlier = AppRoute.FromJson(route.ToJson().Replace(",\"form\":2", ""));

        Assert.NotNull(earlier);
        Assert.NotEqual(route, earlier);
        Assert.Equal(route, earlier with { LoadedForm = AppRoute.Form });
        Assert.Equal(earlier, AppRoute.FromJson(earlier.ToJson()));
    }
}

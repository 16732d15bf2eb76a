using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Acceptance.Tests.Lab;
using Haloy.Engine.Deploying;
using Haloy.Engine.Operating;
using Haloy.Engine.Servers;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Servers;

public sealed class AddServerTests(LabFixture fixture) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_added_after_consent_deployed_to_by_its_name_listed_and_removed()
    {
        using var desk = await Desk.ForAsync(fixture, "added");
        await desk.Lab["added"].LoadImageAsync(await desk.Lab.Images.AppAsync(new AppImage("1"), Token), Token);
        var fingerprint = await desk.FingerprintAsync("added");
        HostKeyQuestion? asked = null;

        var added = await desk.Servers.AddAsync(new("added", "Prod"), (question, _) => Task.FromResult((asked = question) is not null), Token);

        Assert.Equal((fingerprint, fingerprint), (asked!.Key.Fingerprint, added.AcceptedKey!.Fingerprint));
        Assert.Equal((desk.KnownHosts, "prod", false), (added.StoredIn, added.Name, added.ProxyRan));
        Assert.True(added.Disk!.Free > 0);
        Assert.Equal("haloy\nhaloy-proxy\n", (await desk.Lab["added"].Engine.DockerAsync(["network", "ls", "--filter", "name=^haloy$", "--format", "{{.Name}}"], Token)).OutputOrThrow()
            + (await desk.Lab["added"].Engine.DockerAsync(["ps", "--filter", "label=haloy.role=proxy", "--format", "{{.Names}}"], Token)).OutputOrThrow());

        var again = await desk.Servers.AddAsync(new("prod", "other", fingerprint), null, Token);
        Assert.Null(again.AcceptedKey);
        Assert.True(again.ProxyRan);
        Assert.Single(await File.ReadAllLinesAsync(desk.KnownHosts, Token));

        await using (var run = desk.Configure("""
            image: { repository: haloy-lab/app, tag: '1', pull_policy: never }
            health_check_path: /health
            tls: off
            targets:
              web: { server: prod, name: shop, domains: [ shop.example.com ], replicas: 2 }
              there: { server: added, name: worker }
              away: { server: nowhere.invalid }
            """))
        {
            await run.CheckServersAsync(["web", "there"], Token);
            Assert.Equal(["succeeded", "succeeded"], (await run.DeployAsync(["web", "there"], Token)).Targets.Select(t => t.Outcome.ToString().ToLowerInvariant()));
            // Two names, one server, one connection.
            Assert.Equal(3, desk.Events.OfType<DeploymentEvent.ServerReached>().Count());

            var listed = await desk.Servers.ListAsync(run.Manifest.Targets, Token);
            Assert.Equal(["added", "nowhere.invalid"], listed.Select(server => server.Server));
            Assert.Equal(["other", "prod"], listed[0].Names);
            Assert.Equal(["web", "there"], listed[0].Targets);
            Assert.Equal([new("shop", 2, 0), new AppOnServer("worker", 1, 0)], listed[0].Apps);
            Assert.True(listed[0].Proxy is { Running: true, Version: { Length: > 0 } });
            Assert.Contains("its name has no address", listed[1].Error);

            await using (var other = desk.Configure("name: intruder\nserver: added\nimage: app\ndomains: [ shop.example.com ]"))
            {
                var taken = await Assert.ThrowsAsync<PreflightException>(() => other.CheckServersAsync(["intruder"], Token));
                Assert.Contains("server added: intruder: shop.example.com is routed to the app 'shop' on this server.", taken.Message);
            }

            var refused = Assert.Throws<PreflightException>(() => desk.Servers.Remove("prod", null, run.Manifest.Targets));
            Assert.Equal("'prod' is still used by web (server: prod). Write another server there first; 'prod' stands for added.", refused.Message);
            Assert.Equal([new RemovedServer("other", "added")], desk.Servers.Remove("other", null, run.Manifest.Targets));
        }
        Assert.Equal([new RemovedServer("prod", "added")], desk.Servers.Remove(null, "added", []));
        Assert.StartsWith("No server of the name 'prod' was added; none has a name", Assert.Throws<PreflightException>(() => desk.Servers.Remove("prod", null, [])).Message);
    }

    [Fact]
    public async Task Without_consent_nothing_is_stored_and_the_way_to_give_it_is_told()
    {
        using var desk = await Desk.ForAsync(fixture, "asked");
        var fingerprint = await desk.FingerprintAsync("asked");
        var other = "SHA256:" + new string('x', 43);

        var nobody = await Assert.ThrowsAsync<HostKeyRefusedException>(() => desk.Servers.AddAsync(new("asked", "prod"), null, Token));
        var no = await Assert.ThrowsAsync<HostKeyRefusedException>(() => desk.Servers.AddAsync(new("asked", "prod"), (_, _) => Task.FromResult(false), Token));
        var wrong = await Assert.ThrowsAsync<ServerUnreachableException>(() => desk.Servers.AddAsync(new("asked", "prod", other), null, Token));

        Assert.EndsWith($"nuke AddServer --server asked --haloy-ssh-config {desk.Settings.SshConfigFile} --server-fingerprint {fingerprint}", nobody.Message);
        Assert.Contains("was not accepted; nothing was stored", no.Message);
        Assert.Contains($"Expected {other}; it shows ssh-ed25519 {fingerprint}.", wrong.Message);
        Assert.False(File.Exists(desk.KnownHosts));
        Assert.False(File.Exists(desk.Servers.NamesFile));

        await using var run = desk.Configure("name: web\nserver: asked\nimage: app");
        var check = await Assert.ThrowsAsync<PreflightException>(() => run.CheckServersAsync(["web"], Token));
        Assert.Contains($"nuke AddServer --server asked --haloy-ssh-config {desk.Settings.SshConfigFile}", check.Message);
        Assert.Equal(fingerprint, (await desk.Servers.AddAsync(new("asked", null, fingerprint), null, Token)).AcceptedKey!.Fingerprint);
    }
}

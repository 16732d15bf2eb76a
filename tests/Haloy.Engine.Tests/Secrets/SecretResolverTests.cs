using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Haloy.Engine.Secrets;
using Haloy.Manifest;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Secrets;

public sealed class SecretResolverTests : IDisposable
{
    private readonly StandIn _standIn = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _standIn.Dispose();

    [Fact]
    public async Task Values_come_from_the_file_the_environment_and_the_build()
    {
        _standIn.File(".env.production", "FROM_FILE=f");
        var settings = Settings(("FROM_ENV", "e")) with { NukeParameter = name => name == "ApiKey" ? "n" : null };

        var env = await new SecretResolver(settings).ResolveAsync(
            Request(Literal("A", "plain"), Env("B", "FROM_ENV"), Env("C", "FROM_FILE"), Reference("D", "env:FROM_ENV"), Reference("E", "nuke:ApiKey")),
            Token);

        Assert.Equal("A=plain B=*** C=*** D=*** E=***", string.Join(' ', env.Variables));
        Assert.Equal("plain e f e n", string.Join(' ', env.Variables.Select(variable => variable.Reveal())));
    }

    [Fact]
    public async Task What_refers_to_a_secret_becomes_one()
    {
        EquatableArray<EnvEntry> env = EnvExpansion.Of(
            [Env("PASSWORD", "P"), Literal("HOST", "db"), Literal("URL", "pg://${HOST}:${PASSWORD}@$${HOST}/${NOBODY}"), Literal("AGAIN", "<${URL}>")], 1000).Entries;

        var resolved = await new SecretResolver(Settings(("P", "a${HOST}b"))).ResolveAsync(new ValueRequest("production", env, env), Token);

        Assert.Equal("PASSWORD=*** HOST=db URL=*** AGAIN=***", string.Join(' ', resolved.Variables));
        Assert.Equal("pg://db:a${HOST}b@${HOST}/${NOBODY}", resolved["URL"].Reveal());
        Assert.Equal("<pg://db:a${HOST}b@${HOST}/${NOBODY}>", resolved["AGAIN"].Reveal());
    }

    [Fact]
    public async Task Only_what_is_wanted_is_looked_up()
    {
        var target = new TargetSpec
        {
            Key = "production", Name = "shop", Server = new ServerAddress { Text = "h", Host = "h" },
            Env = EquatableArray.Of(Env("MISSING", "NOT_SET"), Env("TOKEN", "T")),
            Image = new ImageSpec
            {
                Reference = "r:1", Repository = "r",
                Builder = new BuilderSpec
                {
                    Args = EquatableArray.Of(
                        new BuildArg("PASSED", null), new BuildArg("FEED", new ValueSource.Literal("x${TOKEN}", EquatableArray.Of("TOKEN")))),
                },
                Registry = new RegistrySpec(null, new ValueSource.Literal("bot"), new ValueSource.FromEnvironment("R")),
            },
        };
        var resolver = new SecretResolver(Settings(("T", "t"), ("R", "r")));

        var answers = await resolver.ResolveAsync([ValueRequest.ForBuild(target), ValueRequest.ForRegistry(target)], Token);

        Assert.Equal("xt", answers[0]["FEED"].Reveal());
        Assert.Equal("FEED=***", Assert.Single(answers[0].Variables).ToString());
        Assert.Equal(("bot", "r"), (answers[1][ValueRequest.RegistryUsername].Plain, answers[1][ValueRequest.RegistryPassword].Reveal()));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_said_at_once_with_target_and_entry()
    {
        _standIn.File(".env", "oops");
        var resolver = new SecretResolver(Settings(("EMPTY", "")));
        EquatableArray<EnvEntry> env = EquatableArray.Of(Env("A", "UNSET"), Literal("U", "x${A}") with { Source = new ValueSource.Literal("x${A}", EquatableArray.Of("A")) });

        var failure = await Assert.ThrowsAsync<SecretException>(() => resolver.ResolveAsync(
            [
                new ValueRequest("production", env, env),
                new ValueRequest("staging", EquatableArray.Of(Env("B", "EMPTY"), Reference("C", "nuke:Key"), Reference("D", "env:NO")), default),
            ], Token));

        Assert.Equal(
            """
            production: .env(1): after `oops` comes `=` and its value. Write oops=value.
            production/A: the variable `UNSET` is not set. Set it in the environment or in one of .env, .env.local, .env.production, .env.production.local.
            staging/B: the variable `EMPTY` is empty. Give it a value; a CI secret that does not exist arrives as an empty variable.
            staging/C: the build has no value for a [Secret] parameter `Key`. Declare `[Parameter] [Secret] readonly string Key;` in the build class and set it, as an environment variable or with `nuke :secrets`.
            staging/D: the variable `NO` is not set. Set it in the environment or in one of .env, .env.local, .env.staging, .env.staging.local.
            """, failure.Message);
    }

    [Fact]
    public async Task A_1Password_item_is_fetched_once_however_many_entries_want_it()
    {
        SkipWithoutShell();
        var settings = Settings(("OP_SERVICE_ACCOUNT_TOKEN", "token")) with
        {
            OnePasswordExecutable = _standIn.Program(
                "op",
                """
                [ "$OP_SERVICE_ACCOUNT_TOKEN" = token ] || exit 9
                echo '{ "fields": [ { "id": "u", "label": "url", "value": "pg://x" }, { "id": "password", "label": "password", "value": "p.w" } ] }'
                """),
            Sources = EquatableArray.Of(ProviderTests.Source("onepassword", "prod-db", "vault=Production item=shop database")),
        };
        var resolver = new SecretResolver(settings);

        var answers = await resolver.ResolveAsync(
            [
                Request(Reference("A", "onepassword:prod-db.url"), Reference("B", "onepassword:prod-db:password")),
                new ValueRequest("staging", EquatableArray.Of(Reference("C", "onepassword:prod-db.u")), default),
            ], Token);
        var later = await resolver.ResolveAsync(Request(Reference("D", "onepassword:undeclared.password")), Token);

        Assert.Equal(("pg://x", "p.w", "pg://x", "p.w"), (answers[0]["A"].Reveal(), answers[0]["B"].Reveal(), answers[1]["C"].Reveal(), later["D"].Reveal()));
        Assert.Equal(["item get shop database --vault Production --format json", "item get undeclared --format json"], _standIn.Calls("op"));
    }

    [Fact]
    public async Task A_sops_file_is_decrypted_once_and_its_keys_are_found_with_dots()
    {
        SkipWithoutShell();
        var file = _standIn.File("mail.enc.yaml", "smtp: ENC[…]");
        var settings = Settings() with
        {
            SopsExecutable = _standIn.Program("sops", """echo '{ "smtp": { "password": "p", "port": 25, "empty": "" }, "a.b": "c" }'"""),
            Sources = EquatableArray.Of(ProviderTests.Source("sops", "mail", "file=mail.enc.yaml")),
        };

        var env = await new SecretResolver(settings).ResolveAsync(
            Request(Reference("A", "sops:mail:smtp.password"), Reference("B", "sops:mail.smtp.port"), Reference("C", "sops:mail.a.b")), Token);

        Assert.Equal("p 25 c", string.Join(' ', env.Variables.Select(variable => variable.Reveal())));
        Assert.Equal(["--decrypt --output-type json " + file], _standIn.Calls("sops"));
    }

    [Fact]
    public async Task A_missing_key_lists_the_keys_that_exist_and_never_a_value()
    {
        SkipWithoutShell();
        _standIn.File("f", "");
        var settings = Settings() with
        {
            SopsExecutable = _standIn.Program("sops", """echo '{ "user": "s3cret1", "password": "s3cret2", "empty": "" }'"""),
            OnePasswordExecutable = _standIn.Program("op", """echo '{ "fields": [ { "id": "1", "label": "host", "value": "s3cret3" }, { "id": "2", "label": "host", "value": "s3cret4" } ] }'"""),
            Sources = EquatableArray.Of(ProviderTests.Source("sops", "mail", "file=f")),
        };

        var failure = await Assert.ThrowsAsync<SecretException>(() => new SecretResolver(settings).ResolveAsync(
            Request(Reference("A", "sops:mail.pasword"), Reference("B", "sops:mail.empty"), Reference("C", "onepassword:db.host")), Token));

        Assert.Equal(
            """
            production/A: `sops:mail.pasword`: `mail` has no key `pasword`. Its keys are empty, password, user.
            production/B: `sops:mail.empty`: the key `empty` of `mail` is empty.
            production/C: `onepassword:db.host`: `db` has several fields called `host`. Name the section too, as in `section.field`, or the field's id.
            """, failure.Message);
    }

    [Fact]
    public async Task A_provider_that_is_missing_fails_or_answers_nonsense_is_explained()
    {
        SkipWithoutShell();
        _standIn.File("f", "");
        var settings = Settings() with
        {
            SopsExecutable = _standIn.Program("sops", "echo 's3cret, not JSON'"),
            OnePasswordExecutable = _standIn.Program("op", "echo '[ERROR] \"shop\" is not an item' >&2; exit 1"),
            Sources = EquatableArray.Of(ProviderTests.Source("sops", "mail", "file=f"), ProviderTests.Source("sops", "gone", "file=no/such")),
        };
        var entries = Request(Reference("A", "onepassword:shop.key"), Reference("B", "sops:mail.key"), Reference("C", "sops:gone.key"), Reference("D", "sops:nobody.key"));

        var failure = await Assert.ThrowsAsync<SecretException>(() => new SecretResolver(settings).ResolveAsync(entries, Token));
        var missing = await Assert.ThrowsAsync<SecretException>(() => new SecretResolver(settings with { OnePasswordExecutable = "no-such-op" })
            .ResolveAsync(Request(Reference("A", "onepassword:shop.key")), Token));

        Assert.Equal(
            $"""
            production/A: `onepassword:shop.key`: `{settings.OnePasswordExecutable}` failed with exit code 1: [ERROR] "shop" is not an item Sign in with `op signin`, or set OP_SERVICE_ACCOUNT_TOKEN in CI.
            production/B: `sops:mail.key`: `{settings.SopsExecutable}` answered something that is not JSON. Is its version current?
            production/C: `sops:gone.key`: the file of the sops source `gone` does not exist: {Path.Combine(_standIn.Directory, "no/such")}. Its path is relative to the configuration.
            production/D: `sops:nobody.key`: the sops source `nobody` is not declared under `secret_providers`. Declare its file there.
            """, failure.Message);
        Assert.Equal(
            "production/A: `onepassword:shop.key`: `no-such-op` cannot be started (it is not installed). Install the 1Password CLI: https://developer.1password.com/docs/cli",
            missing.Message);
    }

    private static void SkipWithoutShell() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs that stand in for the providers are shell scripts.");

    private static EnvEntry Literal(string name, string value) => new(name, new ValueSource.Literal(value));

    private static EnvEntry Env(string name, string variable) => new(name, new ValueSource.FromEnvironment(variable));

    private static EnvEntry Reference(string name, string reference) => new(name, new ValueSource.FromSecret(reference));

    private static ValueRequest Request(params EnvEntry[] wanted) => new("production", wanted.ToEquatableArray(), default);

    private SecretSettings Settings(params (string Name, string Value)[] environment) => new()
    {
        Directory = _standIn.Directory,
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
    };
}

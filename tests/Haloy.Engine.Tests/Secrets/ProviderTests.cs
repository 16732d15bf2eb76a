using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Haloy.Engine.Secrets;
using Haloy.Manifest;
using Haloy.Manifest.Targets;
using Xunit;

namespace Haloy.Engine.Tests.Secrets;

public sealed partial class ProviderTests
{
    [Theory]
    [InlineData("", "item get shop-db --format json")]
    [InlineData("item=Shop database", "item get Shop database --format json")]
    [InlineData("item=i vault=Production", "item get i --vault Production --format json")]
    [InlineData("item=i vault=v account=acme", "item get i --vault v --account acme --format json")]
    public void The_1Password_CLI_is_asked_for_one_item(string settings, string expected) =>
        Assert.Equal(expected, string.Join(' ', OnePassword.Arguments(Source("onepassword", "shop-db", settings))));

    [Theory]
    [InlineData("file=a/b.enc.yaml", "--decrypt --output-type json /config/a/b.enc.yaml")]
    [InlineData("file=/abs.json format=json", "--decrypt --output-type json --input-type json /abs.json")]
    [InlineData("file=.env.enc format=env", "--decrypt --output-type json --input-type dotenv /config/.env.enc")]
    public void The_sops_CLI_is_asked_for_one_file(string settings, string expected)
    {
        Assert.SkipWhen(System.OperatingSystem.IsWindows(), "The paths are Unix paths.");
        Assert.Equal(expected, string.Join(' ', Sops.Arguments(Source("sops", "mail", settings), "/config")));
    }

    [Fact]
    public void A_1Password_field_is_found_by_label_by_id_and_by_section()
    {
        using var item = JsonDocument.Parse(
            """
            { "id": "x", "title": "db",
              "fields": [
                { "id": "password", "type": "CONCEALED", "label": "password", "value": "p" },
                { "id": "abc123", "label": "host", "value": "h1", "section": { "id": "s1", "label": "primary" } },
                { "id": "def456", "label": "host", "value": "h2", "section": { "id": "s2", "label": "replica" } },
                { "id": "notesPlain", "label": "notes" } ],
              "urls": [ { "href": "https://second" }, { "primary": true, "href": "https://first" } ] }
            """);

        var values = OnePassword.Values(item.RootElement).Select(value => value.Key + "=" + value.Value);

        Assert.Equal(
            [
                "password=p", "host=h1", "primary.host=h1", "abc123=h1", "host=h2", "replica.host=h2", "def456=h2",
                "notes=", "notesPlain=", "url=https://first",
            ],
            values);
    }

    [Fact]
    public void A_sops_file_is_flattened_with_dots()
    {
        using var file = JsonDocument.Parse(
            """{ "smtp": { "password": "p", "port": 25, "tls": true, "none": null }, "hosts": [ "a", { "b": 1.50 } ] }""");

        Assert.Equal(
            ["smtp.password=p", "smtp.port=25", "smtp.tls=true", "smtp.none=", "hosts.0=a", "hosts.1.b=1.50"],
            Sops.Values(file.RootElement).Select(value => value.Key + "=" + value.Value));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "fields": 1, "urls": [1] }""")]
    [InlineData("""{ "fields": [ 1, {}, { "section": 2 } ] }""")]
    public void An_answer_of_another_shape_has_no_values(string json)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Empty(OnePassword.Values(document.RootElement));
    }

    internal static SecretSource Source(string provider, string name, string settings) => new(
        provider, name,
        SettingText().Matches(settings).Select(match => new Setting(match.Groups[1].Value, match.Groups[2].Value)).ToEquatableArray());

    [GeneratedRegex(@"(\w+)=(.*?)(?= \w+=|$)")]
    private static partial Regex SettingText();
}

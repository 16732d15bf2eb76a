using System;
using System.Linq;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace Nuke.Host.TestBuilds;

enum Color
{
    Red,
    Green
}

[ParameterPrefix("Acme")]
interface IPrefixed : INukeBuild
{
    [Parameter]
    string Region => TryGetValue(() => Region);
}

interface IImage : INukeBuild
{
    [Parameter("Tag of the image that is built, and of everything that is made of it, which is why it has so long a text. ")]
    string ImageTag => TryGetValue(() => ImageTag) ?? "latest";

    [Parameter("How many")]
    int? Replicas => TryGetValue<int?>(() => Replicas);

    [Parameter]
    string[] Items => TryGetValue(() => Items);

    [Parameter("Hidden", List = false)]
    string Internal => TryGetValue(() => Internal);

    [Parameter("Key to the registry"), Secret]
    string RegistryKey => TryGetValue(() => RegistryKey);

    [Parameter(Name = "GitHubToken")]
    string Token => TryGetValue(() => Token);

    [Parameter]
    Color? Paint => TryGetValue<Color?>(() => Paint);
}

sealed class Parameterized : NukeBuild, IImage, IPrefixed
{
    [Parameter("Text")]
    readonly string Text = "default";

    [Parameter]
    readonly int Count = 3;

    [Parameter]
    readonly bool Fast;

    [Parameter(ValueProviderMember = nameof(Places))]
    readonly string? Place;

    [Parameter(Separator = "+")]
    readonly string[] Parts = ["x"];

    [Parameter]
    readonly AbsolutePath? Folder;

    [Parameter]
    TimeSpan Wait { get; } = TimeSpan.FromSeconds(1);

    [Parameter]
    Guid? Id { get; set; }

    [Parameter]
    int[]? Numbers { get; set; }

    static string[] Places => ["eu", "us"];

    Target Show => _ => _
        .Executes(() =>
        {
            IImage image = this;
            Write(nameof(Text), Text);
            Write(nameof(Count), Count);
            Write(nameof(Fast), Fast);
            Write(nameof(Parts), List(Parts));
            Write(nameof(Folder), Folder);
            Write(nameof(Wait), Wait);
            Write(nameof(Id), Id);
            Write(nameof(Numbers), List(Numbers?.Select(x => $"{x}").ToArray()));
            Write(nameof(image.ImageTag), image.ImageTag);
            Write(nameof(image.Replicas), image.Replicas);
            Write(nameof(image.Items), List(image.Items));
            Write(nameof(image.RegistryKey), image.RegistryKey);
            Write(nameof(image.Token), image.Token);
            Write(nameof(image.Paint), image.Paint);
            Write(nameof(IPrefixed.Region), ((IPrefixed)this).Region);
            Write("Local", IsLocalBuild);
            Write("Host", Host.GetType().Name);
        });

    Target Logged => _ => _
        .Executes(() => Log.Information("{Text} {Count} {Fast} {Items} {Null}", Text, Count, Fast, Parts, null));

    public static int Run()
        => Execute<Parameterized>(x => x.Show);

    static string? List(string[]? items)
        => items == null ? null : $"[{string.Join(",", items)}]";

    static void Write(string name, object? value)
        => Console.WriteLine($"{name}={value ?? "<null>"}");
}

using System;
using Nuke.Common;

namespace Nuke.Host.TestBuilds;

interface INeedsKey : INukeBuild
{
    [Parameter]
    string Key => TryGetValue(() => Key);

    [Parameter]
    int? Amount => TryGetValue<int?>(() => Amount);

    Target Push => _ => _.Requires(() => Key).Executes(() => Console.WriteLine("ran Push"));

    Target Weigh => _ => _.Requires(() => Amount).Executes(() => Console.WriteLine("ran Weigh"));

    Target Limit => _ => _.Requires(() => Amount > 2).Executes(() => Console.WriteLine("ran Limit"));

    Target Odd => _ => _.Requires(() => NotParameter).Executes(() => { });

    string NotParameter => "";
}

sealed class Demanding : NukeBuild, INeedsKey
{
    Target Free => _ => _.Executes(() => Console.WriteLine("ran Free"));

    public static int Run()
        => Execute<Demanding>(x => x.Free);
}

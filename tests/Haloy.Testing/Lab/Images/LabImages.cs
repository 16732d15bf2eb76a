using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>Images for engines that can reach no registry, made on this machine and kept in a cache that all labs share.</summary>
public sealed class LabImages(string cacheDirectory)
{
    /// <summary>caddy:2, what the public image is today.</summary>
    public Task<LabImage> CaddyAsync(CancellationToken cancellationToken) => MakeAsync(CaddyImage.CreateAsync, cancellationToken);

    /// <summary>haloy-lab/aspnet:10.0, a base for apps.</summary>
    public Task<LabImage> AspNetAsync(CancellationToken cancellationToken) => MakeAsync(AspNetImage.CreateAsync, cancellationToken);

    /// <summary>haloy-lab/busybox:1, a small base.</summary>
    public async Task<LabImage> BusyBoxAsync(CancellationToken cancellationToken)
    {
        var packages = new RecentEngine(cacheDirectory);
        await packages.CreateAsync(_ => { }, cancellationToken);
        return await BusyBoxImage.CreateAsync(packages, cancellationToken);
    }

    /// <summary>haloy-lab/app:VERSION.</summary>
    public Task<LabImage> AppAsync(string version, CancellationToken cancellationToken) => AppAsync(new AppImage(version), cancellationToken);

    public async Task<LabImage> AppAsync(AppImage app, CancellationToken cancellationToken) => app.Create(await AspNetAsync(cancellationToken));

    /// <summary>haloy-lab/light:VERSION.</summary>
    public async Task<LabImage> LightAsync(string version, CancellationToken cancellationToken) => new LightImage(version).Create(await CaddyAsync(cancellationToken));

    private async Task<LabImage> MakeAsync(Func<string, CancellationToken, Task<LabImage>> make, CancellationToken cancellationToken)
    {
        using LabLock _ = await LabLock.TakeAsync(cacheDirectory, Path.Combine(cacheDirectory, "cache.lock"), cancellationToken);
        return await make(cacheDirectory, cancellationToken);
    }
}

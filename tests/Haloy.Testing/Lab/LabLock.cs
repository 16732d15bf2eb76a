using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Testing.Lab;

/// <summary>One start or stop of a lab at a time, across processes. Ends with its holder.</summary>
internal sealed class LabLock : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    private readonly FileStream _file;

    private LabLock(FileStream file) => _file = file;

    public static Task<LabLock> TakeAsync(LabSettings settings, CancellationToken cancellationToken) =>
        TakeAsync(settings.Directory, Path.Combine(settings.Directory, "lab.lock"), cancellationToken);

    public static async Task<LabLock> TakeAsync(string directory, string file, CancellationToken cancellationToken)
    {
        LabLock? taken = null;
        await Readiness.WaitAsync($"The lock {file} is free", s_deadline, () => (taken = TryTake(directory, file)) is not null, cancellationToken);
        return taken!;
    }

    public void Dispose() => _file.Dispose();

    private static LabLock? TryTake(string directory, string file)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new LabLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Text;

namespace Haloy.Testing.Lab;

/// <summary>Writes a layer's files. Same content, same bytes: nothing of the machine's clock or users gets in.</summary>
public sealed class LayerWriter : IDisposable
{
    private static readonly DateTimeOffset s_time = DateTimeOffset.UnixEpoch;

    private readonly HashSet<string> _written = [];
    private readonly TarWriter _tar;

    public LayerWriter(Stream stream) => _tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);

    public void Directory(string path, int mode = 0b111_101_101) => Write(new UstarTarEntry(TarEntryType.Directory, Clean(path) + "/"), mode);

    public void Text(string path, string content, int mode = 0b110_100_100)
    {
        using var data = new MemoryStream(Encoding.UTF8.GetBytes(content));
        Write(new UstarTarEntry(TarEntryType.RegularFile, Clean(path)) { DataStream = data }, mode);
    }

    public void Link(string path, string target) => Write(new UstarTarEntry(TarEntryType.SymbolicLink, Clean(path)) { LinkName = target }, 0b111_111_111);

    /// <summary>Copies a file of this machine, through links; executable when it is so here.</summary>
    public void File(string path, string source)
    {
        using FileStream data = System.IO.File.OpenRead(source);
        bool executable = !OperatingSystem.IsWindows() && System.IO.File.GetUnixFileMode(data.SafeFileHandle).HasFlag(UnixFileMode.UserExecute);
        Write(new UstarTarEntry(TarEntryType.RegularFile, Clean(path)) { DataStream = data }, executable ? 0b111_101_101 : 0b110_100_100);
    }

    public void Tree(string path, string source)
    {
        foreach (string file in System.IO.Directory.GetFiles(source, "*", SearchOption.AllDirectories).Sorted())
            File($"{path}/{Path.GetRelativePath(source, file)}", file);
    }

    public bool Has(string path) => _written.Contains(Clean(path));

    public void Dispose() => _tar.Dispose();

    private void Write(UstarTarEntry entry, int mode)
    {
        string name = entry.Name.TrimEnd('/');
        if (!_written.Add(name)) return;

        if (Path.GetDirectoryName(name) is { Length: > 0 } parent && !_written.Contains(parent)) Directory(parent);
        entry.Mode = (UnixFileMode)mode;
        entry.ModificationTime = s_time;
        _tar.WriteEntry(entry);
    }

    private static string Clean(string path) => path.Trim('/');
}

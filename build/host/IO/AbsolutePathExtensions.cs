using System.Text;

namespace Nuke.Common.IO;

/// <summary>Files and directories at a path.</summary>
public static class AbsolutePathExtensions
{
    public static bool FileExists(this AbsolutePath path)
        => File.Exists(path);

    public static bool DirectoryExists(this AbsolutePath path)
        => Directory.Exists(path);

    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    public static void DeleteFile(this AbsolutePath path)
        => File.Delete(path);

    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists())
            Directory.Delete(path, recursive: true);
    }

    public static IEnumerable<AbsolutePath> GetFiles(this AbsolutePath path, string pattern = "*", int depth = 1)
        => Directory.EnumerateFiles(path, pattern, Depth(depth)).Select(AbsolutePath.Create);

    public static IEnumerable<AbsolutePath> GetDirectories(this AbsolutePath path, string pattern = "*", int depth = 1)
        => Directory.EnumerateDirectories(path, pattern, Depth(depth)).Select(AbsolutePath.Create);

    public static string ReadAllText(this AbsolutePath path, Encoding encoding = null)
        => File.ReadAllText(path, encoding ?? Encoding.UTF8);

    public static string[] ReadAllLines(this AbsolutePath path, Encoding encoding = null)
        => File.ReadAllLines(path, encoding ?? Encoding.UTF8);

    private static EnumerationOptions Depth(int depth)
        => new() { RecurseSubdirectories = depth > 1, MaxRecursionDepth = depth - 1 };
}

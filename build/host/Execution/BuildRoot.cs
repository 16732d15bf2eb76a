using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Where the build's root is: named by --root, else the first directory upwards that holds .nuke.</summary>
internal static class BuildRoot
{
    public static AbsolutePath Find()
    {
        var named = (AbsolutePath)ParameterValues.Find(ParameterNames.Root, typeof(AbsolutePath));
        if (named != null)
            return named;

        AbsolutePath start = Environment.CurrentDirectory;
        if (CommandLine.Current.Has(ParameterNames.Root))
            return start;

        AbsolutePath home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } path ? path : null;
        for (var directory = start; directory != null; directory = directory.Parent)
        {
            if (directory != home && (directory / ".nuke").DirectoryExists())
                return directory;
        }

        throw new InvalidOperationException(
            $"Could not locate '.nuke' directory/file while walking up from '{start}'." + Environment.NewLine
            + "Either create a directory/file to mark the root directory, or add '--root [path]' to the invocation.");
    }

    /// <summary>The project that the running assembly was built from, or null.</summary>
    public static AbsolutePath FindProject(AbsolutePath assemblyDirectory)
    {
        for (var directory = assemblyDirectory; directory != null; directory = directory.Parent)
        {
            var projects = Directory.GetFiles(directory, "*.csproj");
            Assert.True(projects.Length < 2, $"Found multiple project files in '{directory}'.");
            if (projects.Length == 1)
                return projects[0];
        }

        return null;
    }
}

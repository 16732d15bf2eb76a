namespace Nuke.Common.Tooling;

/// <summary>The full path of an executable that is named without one.</summary>
internal static class ToolPath
{
    public static string Find(string tool)
    {
        if (Path.IsPathRooted(tool) || tool.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            Assert.FileExists(tool);
            return tool;
        }

        string[] extensions = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(x => extensions.Select(y => Path.Combine(x, tool + y)))
            .FirstOrDefault(File.Exists);
        return path.NotNull($"Could not find '{tool}' via 'PATH' environment variable");
    }
}

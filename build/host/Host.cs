using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Where the build runs. A public subclass with a static bool IsRunning‹Name› is found by itself.</summary>
public abstract class Host
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    protected Host()
        => Instance = this;

    public static Host Instance { get; private set; }

    /// <summary>The host of that type name, or null where none is named.</summary>
    internal static Host Named(string name)
    {
        if (name == null)
            return null;

        var type = Types().SingleOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        return Create(type.NotNull($"Host with name '{name}' is not available."));
    }

    internal static Host Detect()
        => Create(Types().Where(x => x != typeof(Terminal)).FirstOrDefault(IsRunning) ?? typeof(Terminal));

    /// <summary>Writes the header of a block; its end when disposed.</summary>
    protected internal virtual IDisposable WriteBlock(string text)
    {
        HostConsole.Debug();
        HostConsole.Debug("╬" + new string('═', text.Length + 5));
        HostConsole.Debug("║ " + HostConsole.AsInformation(text));
        HostConsole.Debug("╬" + new string('═', Math.Max(text.Length - 4, 2)));
        HostConsole.Debug();
        return new AtEnd(() => { });
    }

    protected internal virtual void ReportWarning(string text, string details = null)
    {
    }

    protected internal virtual void ReportError(string text, string details = null)
    {
    }

    /// <summary>Whether the host has dealt with a line of output itself.</summary>
    protected internal virtual bool FilterMessage(string message)
        => false;

    private static Host Create(Type type)
        => (Host)Activator.CreateInstance(type, nonPublic: true);

    private static bool IsRunning(Type type)
        => type.GetProperty("IsRunning" + type.Name, Statics)?.GetValue(null) is true;

    private static IEnumerable<Type> Types()
        => AppDomain.CurrentDomain.GetAssemblies()
            .Where(x => x == typeof(Host).Assembly || x.GetReferencedAssemblies().Any(y => y.Name == typeof(Host).Assembly.GetName().Name))
            .SelectMany(x => x.GetExportedTypes())
            .Where(x => x.IsSubclassOf(typeof(Host)) && !x.IsAbstract);
}

/// <summary>Somebody's own machine.</summary>
public class Terminal : Host;

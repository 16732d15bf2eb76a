using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using Haloy.Manifest.Targets;

namespace Haloy.Engine.Servers;

/// <summary>
/// The names that a user has given to servers with AddServer: a small JSON file in the user's configuration directory,
/// readable by nobody else and replaced as a whole.
/// </summary>
/// <param name="file">The file's path; it need not be there.</param>
public sealed class ServerAliases(string file)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Where they are kept.</summary>
    public string File { get; } = file;

    /// <summary>The names of the user whose environment it is: in <c>XDG_CONFIG_HOME</c>, otherwise in <c>~/.config</c>.</summary>
    /// <param name="environment">The variables.</param>
    public static ServerAliases Of(IReadOnlyDictionary<string, string> environment)
    {
        var directory = Variable("XDG_CONFIG_HOME") is { } stated && Path.IsPathRooted(stated) ? stated
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
            : Path.Combine(Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return new(Path.Combine(directory, "haloy", "servers.json"));

        string? Variable(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }

    /// <summary>All of them, by name; names have no capitals.</summary>
    /// <exception cref="ServerAliasException">The file cannot be read.</exception>
    public IReadOnlyDictionary<string, ServerAddress> Read()
    {
        var read = new SortedDictionary<string, ServerAddress>(StringComparer.Ordinal);
        foreach (var (name, text) in Texts())
            read[name] = ServerAddress.Read(text, out var problem) ?? throw Unreadable($"{name}: {problem}");
        return read;
    }

    /// <summary>Gives a server a name; another server of that name loses it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="server">The server, such as <c>deploy@prod.example.com:2222</c>.</param>
    /// <exception cref="ServerAliasException">The name is none, or the file cannot be written.</exception>
    public void Store(string name, string server)
    {
        var texts = Texts();
        texts[Checked(name)] = server;
        Write(texts);
    }

    /// <summary>Takes a name away.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ServerAliasException">The file cannot be read or written.</exception>
    public bool Remove(string name)
    {
        var texts = Texts();
        if (!texts.Remove(name.ToLowerInvariant()))
            return false;
        Write(texts);
        return true;
    }

    /// <summary>The name as it is stored.</summary>
    /// <exception cref="ServerAliasException">It is none that <c>server</c> could say.</exception>
    public static string Checked(string name)
    {
        var plain = name.ToLowerInvariant();
        return ServerAddress.Read(name, out _) is { IsLocal: false } read && read.Host == plain && !IPAddress.TryParse(plain, out _)
            ? plain
            : throw new ServerAliasException($"'{name}' cannot be the name of a server: take letters, digits, dots, hyphens and underscores, without user, port or address, and not 'localhost'.");
    }

    private SortedDictionary<string, string> Texts()
    {
        if (!System.IO.File.Exists(File))
            return new(StringComparer.Ordinal);
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(System.IO.File.ReadAllText(File), s_indented);
            return new(stored?.Servers ?? [], StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e.Message);
        }
    }

    private void Write(SortedDictionary<string, string> texts)
    {
        var temporary = File + ".new-" + Path.GetRandomFileName();
        try
        {
            OwnersFile.CreateDirectoryOf(File);
            OwnersFile.Write(temporary, JsonSerializer.Serialize(new Stored { Servers = texts.ToDictionary() }, s_indented) + "\n");
            System.IO.File.Move(temporary, File, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServerAliasException($"The server's name cannot be stored in {File}: {e.Message}", e);
        }
    }

    private ServerAliasException Unreadable(string why) =>
        new($"The names of servers in {File} cannot be read: {why} Correct the file or delete it; AddServer writes it anew.");

    private sealed record Stored
    {
        [System.Text.Json.Serialization.JsonPropertyName("servers")]
        public Dictionary<string, string> Servers { get; init; } = [];
    }
}

/// <summary>The names of servers cannot be read or written, or one is no name.</summary>
public sealed class ServerAliasException : HaloyException
{
    internal ServerAliasException(string message, Exception? inner = null) : base(message, inner) { }
}

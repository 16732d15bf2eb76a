using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>Checks whose failure fails the build with a message and nothing else.</summary>
public static class Assert
{
    [DoesNotReturn]
    public static void Fail(string message, Exception exception = null)
#pragma warning disable CA2201 // NUKE throws a bare Exception here; its type name is part of the summary line.
        => throw new Exception(message, exception);
#pragma warning restore CA2201

    public static void True(
        [DoesNotReturnIf(false)] bool condition,
        string message = null,
        [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (!condition)
            throw Unmet(message, "Expected condition to be true", argumentExpression);
    }

    public static void False(
        [DoesNotReturnIf(true)] bool condition,
        string message = null,
        [CallerArgumentExpression(nameof(condition))] string argumentExpression = null)
    {
        if (condition)
            throw Unmet(message, "Expected condition to be false", argumentExpression);
    }

    public static T NotNull<T>(
        this T obj,
        string message = null,
        [CallerArgumentExpression(nameof(obj))] string argumentExpression = null)
        where T : class
    {
        if (obj == null)
            throw Unmet(message, "Expected object to be not null", argumentExpression);
        return obj;
    }

    public static string NotNullOrEmpty(
        this string str,
        string message = null,
        [CallerArgumentExpression(nameof(str))] string argumentExpression = null)
    {
        if (string.IsNullOrEmpty(str))
            throw Unmet(message, "Expected string to be not null or empty", argumentExpression);
        return str;
    }

    public static void FileExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => True(File.Exists(path), message ?? $"Expected file to exist: {path} (Parameter '{argumentExpression}')");

    public static void DirectoryExists(string path, string message = null, [CallerArgumentExpression(nameof(path))] string argumentExpression = null)
        => True(Directory.Exists(path), message ?? $"Expected directory to exist: {path} (Parameter '{argumentExpression}')");

    private static ArgumentException Unmet(string message, string expectation, string argument)
        => message == null ? new(expectation, argument) : new(message);
}

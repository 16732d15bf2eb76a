using System.Reflection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Where a parameter's value comes from; the first source that has one wins: command line, environment, parameter files.</summary>
internal static class ParameterValues
{
    public static object Of(MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>();
        var type = Members.TypeOf(member);
        var nullable = type.IsValueType && Nullable.GetUnderlyingType(type) == null ? typeof(Nullable<>).MakeGenericType(type) : type;
        var name = ParameterNames.Of(member);
        var separator = string.IsNullOrEmpty(attribute?.Separator) ? null : (char?)attribute.Separator.Single();
        return Find(name, nullable, separator)
            ?? ParameterFiles.Find(name, nullable, secret: member.IsDefined(typeof(SecretAttribute)));
    }

    public static object Find(string name, Type type, char? separator = null)
        => FromCommandLine(name, type, separator) ?? FromEnvironment(name, type, separator);

    /// <summary>The names given for targets: by --target, before the first switch, or in the environment.</summary>
    public static string[] TargetNames()
        => (string[])(FromCommandLine(ParameterNames.InvokedTargets, typeof(string[]), '+')
            ?? (CommandLine.Current.Positional is { Length: > 0 } names ? Split(names, '+') : null)
            ?? FromEnvironment(ParameterNames.InvokedTargets, typeof(string[]), '+')
            ?? ParameterFiles.Find(ParameterNames.InvokedTargets, typeof(string[])));

    /// <summary>The names given to be skipped: none means all, null that nothing is.</summary>
    public static string[] SkippedNames()
        => (string[])(Find(ParameterNames.SkippedTargets, typeof(string[]), '+') ?? ParameterFiles.Find(ParameterNames.SkippedTargets, typeof(string[])));

    private static object FromCommandLine(string name, Type type, char? separator)
    {
        if (CommandLine.Current.Named(name) is not { } words)
            return null;

        Assert.True(
            words.Length < 2 || separator is not { } character || !words.Any(x => x.Contains(character)),
            $"Argument '{name}' with value [ {string.Join(", ", words)} ] cannot be split with separator '{separator}'");
        try
        {
            return ValueConversion.Convert(Split(words, separator), type, whenEmpty: true);
        }
        catch (FormatException exception)
        {
            var lines = CommandLine.Current.Words.Select((x, i) => $"  [{i}] = {x}");
            Assert.Fail(string.Join(Environment.NewLine, [$"Resolving argument '{name}' failed.", exception.Message, "Arguments were:", .. lines]));
            return null;
        }
    }

    public static object FromEnvironment(string name, Type type, char? separator)
    {
        if (Variable(name) is not { } value)
            return null;

        var words = type.IsArray && value.Length == 0 ? [] : Split([value], separator);
        try
        {
            return ValueConversion.Convert(words, type, whenEmpty: false);
        }
        catch (FormatException exception)
        {
            Assert.Fail(string.Join(Environment.NewLine, exception.Message, $"Resolving parameter '{name}' failed. Environment variable was:", value));
            return null;
        }
    }

    /// <summary>The variable of exactly that name, else the only one that differs in punctuation, case or a leading NUKE.</summary>
    private static string Variable(string name)
    {
        var variables = EnvironmentInfo.Variables;
        if (variables.TryGetValue(name, out var exact))
            return exact;

        var plain = Plain(name);
        var similar = variables.Where(x => Same(Plain(x.Key), plain) || Same(Plain(x.Key), "NUKE" + plain)).ToList();
        if (similar.Count > 1)
            Log.Warning("Could not resolve {VariableName} since multiple values are provided", name);
        return similar.Count == 1 ? similar[0].Value : null;
    }

    private static string Plain(string name)
        => string.Concat(name.Where(char.IsLetterOrDigit));

    private static bool Same(string one, string other)
        => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string[] words, char? separator)
        => separator is { } character && words is [var word] ? word.Split(character) : words;
}

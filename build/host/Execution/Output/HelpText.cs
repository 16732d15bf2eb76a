using System.Reflection;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The targets and parameters of a build.</summary>
internal static class HelpText
{
    private const int TargetWidth = 20;
    private const int ParameterWidth = 16;
    private const int LineWidth = 90;

    public static string Of(NukeBuild build)
    {
        var text = new StringBuilder();
        AddTargets(text, build.ExecutableTargets);
        text.AppendLine();
        AddParameters(text, build);
        return text.ToString();
    }

    private static void AddTargets(StringBuilder text, IReadOnlyCollection<ExecutableTarget> targets)
    {
        var width = Math.Max(targets.Max(x => x.Name.Length), TargetWidth);
        text.AppendLine("Targets (with their direct dependencies):").AppendLine();
        foreach (var target in targets.Where(x => x.Listed))
        {
            var name = target.IsDefault ? target.Name + " (default)" : target.Name;
            var dependencies = target.ExecutionDependencies.Count == 0
                ? ""
                : " -> " + string.Join(", ", target.ExecutionDependencies.Select(x => x.Name));
            text.Append("  ").Append(name.PadRight(width)).AppendLine(dependencies);
            if (!string.IsNullOrWhiteSpace(target.Description))
                text.Append("    ").AppendLine(target.Description);
        }
    }

    private static void AddParameters(StringBuilder text, NukeBuild build)
    {
        var parameters = InjectedValues.MembersOf(build.GetType())
            .Where(x => x.GetCustomAttribute<ParameterAttribute>() is { List: true })
            .OrderBy(ParameterNames.Of, StringComparer.CurrentCulture)
            .ToLookup(x => x.DeclaringType == typeof(NukeBuild));
        var width = Math.Max(parameters.SelectMany(x => x).Max(x => ParameterNames.Dashed(ParameterNames.Of(x)).Length), ParameterWidth);

        text.AppendLine("Parameters:").AppendLine();
        foreach (var parameter in parameters[false])
            AddParameter(text, parameter, width, build);
        if (parameters[false].Any())
            text.AppendLine();
        foreach (var parameter in parameters[true])
            AddParameter(text, parameter, width, build);
    }

    private static void AddParameter(StringBuilder text, MemberInfo parameter, int width, NukeBuild build)
    {
        var lines = Wrap(Description(parameter, build), width + 6);
        text.Append("  --").Append(ParameterNames.Dashed(ParameterNames.Of(parameter)).PadRight(width)).Append("  ").AppendLine(lines[0]);
        foreach (var line in lines.Skip(1))
            text.Append(' ', width + 6).AppendLine(line);
    }

    private static string Description(MemberInfo parameter, NukeBuild build)
    {
        if (parameter.GetCustomAttribute<ParameterAttribute>().Description is not { } description)
            return "<no description>";

        var defaults = build.ExecutableTargets.Where(x => x.IsDefault).Select(x => x.Name).ToList();
        var named = defaults.Count == 0 ? "<none>" : string.Join(", ", defaults);
        return description.Replace("{default_target}", named, StringComparison.Ordinal).TrimEnd('.') + ".";
    }

    private static List<string> Wrap(string text, int indent)
    {
        var width = Math.Min(Console.BufferWidth, LineWidth + 1);
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (indent + lines[^1].Length + word.Length >= width)
                lines.Add("");
            lines[^1] += " " + word;
        }

        return lines;
    }
}

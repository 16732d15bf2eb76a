using System.Linq;
using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>The resolved form as YAML (spec/configuration.md §7), for people: the same keys in the same order as the JSON.</summary>
public static class ResolvedYaml
{
    /// <summary>Writes a manifest. Secrets are there as their references.</summary>
    public static string Write(ResolvedManifest manifest)
    {
        var output = new StringBuilder();
        WriteMap(output, (ResolvedForm.Map)ResolvedForm.Of(manifest), 0, isIndented: false);
        return output.ToString();
    }

    private static void WriteMap(StringBuilder output, ResolvedForm.Map map, int indent, bool isIndented)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!isIndented)
                output.Append(' ', indent);
            isIndented = false;
            WriteKey(output, key);
            output.Append(':');
            WriteValue(output, value, indent + 2);
        }
    }

    private static void WriteValue(StringBuilder output, ResolvedForm value, int indent)
    {
        switch (value)
        {
            case ResolvedForm.Text text:
                output.Append(' ').AppendQuoted(text.Value);
                output.Append('\n');
                break;
            case ResolvedForm.Word word:
                output.Append(' ').Append(word.Value).Append('\n');
                break;
            case ResolvedForm.List { Items.Count: 0 }:
                output.Append(" []\n");
                break;
            case ResolvedForm.Map { Entries.Count: 0 }:
                output.Append(" {}\n");
                break;
            case ResolvedForm.List list:
                output.Append('\n');
                foreach (var item in list.Items)
                    WriteItem(output, item, indent);
                break;
            case ResolvedForm.Map map:
                output.Append('\n');
                WriteMap(output, map, indent, isIndented: false);
                break;
        }
    }

    private static void WriteItem(StringBuilder output, ResolvedForm item, int indent)
    {
        output.Append(' ', indent).Append('-');
        if (item is ResolvedForm.Map map)
        {
            output.Append(' ');
            WriteMap(output, map, indent + 2, isIndented: true);
        }
        else
        {
            WriteValue(output, item, indent + 2);
        }
    }

    private static void WriteKey(StringBuilder output, string key)
    {
        var isPlain = key.Length > 0
            && key[0] is >= 'a' and <= 'z' or >= 'A' and <= 'Z'
            && key.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-')
            && key.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
        if (isPlain)
            output.Append(key);
        else
            output.AppendQuoted(key);
    }
}

using System.Text;

namespace Haloy.Manifest.Targets;

/// <summary>The resolved form as JSON (spec/configuration.md §7): one line, keys always in the same order.</summary>
public static class ResolvedJson
{
    /// <summary>Writes a manifest. Secrets are there as their references.</summary>
    public static string Write(ResolvedManifest manifest)
    {
        var output = new StringBuilder();
        Write(output, ResolvedForm.Of(manifest));
        return output.ToString();
    }

    private static void Write(StringBuilder output, ResolvedForm form)
    {
        switch (form)
        {
            case ResolvedForm.Text text:
                output.AppendQuoted(text.Value);
                break;
            case ResolvedForm.Word word:
                output.Append(word.Value);
                break;
            case ResolvedForm.List list:
                WriteList(output, list);
                break;
            case ResolvedForm.Map map:
                WriteMap(output, map);
                break;
        }
    }

    private static void WriteList(StringBuilder output, ResolvedForm.List list)
    {
        output.Append('[');
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
                output.Append(',');
            Write(output, list.Items[i]);
        }
        output.Append(']');
    }

    private static void WriteMap(StringBuilder output, ResolvedForm.Map map)
    {
        output.Append('{');
        for (var i = 0; i < map.Entries.Count; i++)
        {
            if (i > 0)
                output.Append(',');
            output.AppendQuoted(map.Entries[i].Key);
            output.Append(':');
            Write(output, map.Entries[i].Value);
        }
        output.Append('}');
    }
}

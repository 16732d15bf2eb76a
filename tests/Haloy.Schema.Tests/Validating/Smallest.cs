using System;

namespace Haloy.Schema.Tests.Validating;

/// <summary>The smallest configuration that has a value at a key.</summary>
internal static class Smallest
{
    public static string With(string path, string value)
    {
        var names = path.Split('.');
        var inner = $"{{ {(names is ["env", ..] && names.Length > 1 ? "name: A, value: a, " : "")}{names[^1]}: {value} }}";
        for (var i = names.Length - 2; i >= 0; i--)
            inner = names[i] is "env" ? $"{{ env: [{inner}] }}" : $"{{ {names[i]}: {inner} }}";
        return "name: shop\n" + inner[1..^1].Trim() + "\n";
    }
}

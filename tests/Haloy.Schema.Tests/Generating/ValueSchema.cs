using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Haloy.Schema.Tests.Documented;

namespace Haloy.Schema.Tests.Generating;

/// <summary>
/// The plain forms of a value, collected into one schema object. It needs no `anyOf`: every keyword but `type` and `enum`
/// speaks only of values of its own JSON type, and an editor's message stays about the value, not about alternatives.
/// </summary>
internal sealed class ValueSchema
{
    private static readonly string[] TypeOrder = ["object", "array", "string", "integer", "number", "boolean", "null"];

    private readonly HashSet<string> _types = [];
    private readonly List<string> _patterns = [];
    private readonly List<string> _expected = [];
    private readonly List<string> _words = [];
    private bool _isAnything;
    private bool _isAnyText;
    private Form.WholeNumber? _number;

    public ValueSchema(IEnumerable<Form> forms, bool mayBeNull, bool isList = false)
    {
        foreach (var form in forms)
            Take(form);
        if (isList)
            _types.Add("array");
        if (mayBeNull)
            _types.Add("null");
    }

    private void Take(Form form)
    {
        switch (form)
        {
            case Form.Text(var kind):
                TakeText(kind);
                break;
            case Form.WholeNumber number:
                TakeNumber(number);
                break;
            case Form.Boolean:
                _types.UnionWith(["boolean", "string"]);
                TakePattern("true|false", "`true` or `false`");
                break;
            case Form.Choice(var words):
                _types.Add("string");
                _words.AddRange(words);
                break;
            case Form.Map or Form.MapByName:
                _types.Add("object");
                break;
            default:
                _isAnything = true;
                break;
        }
    }

    private void TakeText(TextKind kind)
    {
        _types.Add("string");
        _types.UnionWith(kind.MayLookLike);
        if (kind.Pattern is { } pattern)
            TakePattern(pattern, kind.Indefinite);
        else
            _isAnyText = true;
    }

    private void TakeNumber(Form.WholeNumber number)
    {
        _number = number;
        _types.UnionWith(["integer", "string"]);
        if (number.Most is { } most)
            TakePattern(NumberPattern.Between(number.Least, most), $"a whole number from {number.Least} to {most}");
        else
            TakePattern(NumberPattern.AtLeast(number.Least), $"a whole number of at least {number.Least}");
    }

    private void TakePattern(string pattern, string expected)
    {
        _patterns.Add(pattern);
        _expected.Add(expected);
    }

    public JsonObject ToJson()
    {
        var schema = new JsonObject();
        if (_isAnything)
            return schema;
        var types = TypeOrder.Where(_types.Contains).Where(type => type != "integer" || !_types.Contains("number")).ToList();
        schema["type"] = types.Count == 1 ? types[0] : new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        if (_words.Count > 0)
            schema["enum"] = new JsonArray([.. _words.Select(word => JsonValue.Create(word)), .. _types.Contains("null") ? new JsonNode?[] { null } : []]);
        if (_patterns.Count > 0 && !_isAnyText)
        {
            schema["pattern"] = "^(?:" + string.Join("|", _patterns) + ")$";
            // Editors show this in place of the pattern; validators pass over it.
            schema["patternErrorMessage"] = "It has to be " + string.Join(" or ", _expected) + ".";
        }
        if (_number is not null)
        {
            schema["minimum"] = _number.Least;
            if (_number.Most is { } most)
                schema["maximum"] = most;
        }
        return schema;
    }

    /// <summary>The second object's keywords behind the first's, which keeps those that both have.</summary>
    public static JsonObject Merged(JsonObject first, JsonObject second)
    {
        foreach (var (keyword, value) in second.ToList())
        {
            if (!first.ContainsKey(keyword))
                first[keyword] = value?.DeepClone();
        }
        return first;
    }
}

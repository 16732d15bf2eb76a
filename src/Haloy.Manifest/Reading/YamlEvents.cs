using System;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Haloy.Manifest.Reading;

/// <summary>Where and why the YAML library gave up; offsets count in the text that it was given.</summary>
internal sealed record YamlFailure(int Offset, int EndOffset, string Message);

/// <summary>The events of the YAML library, one by one; the only code that meets its exceptions.</summary>
internal sealed class YamlEvents
{
    private readonly Parser _parser;
    private int _lastOffset;

    public YamlEvents(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Why the events ended early; null: they did not.</summary>
    public YamlFailure? Failure { get; private set; }

    /// <summary>The next event; null at the end, be it the file's or a failure's.</summary>
    public ParsingEvent? Next()
    {
        try
        {
            if (Failure is not null || !_parser.MoveNext() || _parser.Current is not { } next)
                return null;
            _lastOffset = (int)next.End.Index;
            return next;
        }
        catch (YamlException exception)
        {
            Failure = new YamlFailure((int)exception.Start.Index, (int)exception.End.Index, exception.Message);
            return null;
        }
        catch (Exception exception) // The library throws more than its own type on broken input.
        {
            Failure = new YamlFailure(_lastOffset, _lastOffset, exception.Message);
            return null;
        }
    }
}

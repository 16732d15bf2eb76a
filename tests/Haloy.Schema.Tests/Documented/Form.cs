using System.Collections.Generic;

namespace Haloy.Schema.Tests.Documented;

/// <summary>One form that a value may have: what a type line says between its bars.</summary>
internal abstract record Form
{
    private Form()
    {
    }

    internal sealed record Text(TextKind Kind) : Form;

    internal sealed record WholeNumber(int Least, int? Most) : Form;

    internal sealed record Boolean : Form;

    internal sealed record Choice(IReadOnlyList<string> Words) : Form;

    internal sealed record Map : Form;

    /// <summary>A map whose keys are names that the user chooses.</summary>
    internal sealed record MapByName : Form;

    internal sealed record List(IReadOnlyList<Form> Items) : Form;

    internal sealed record Anything : Form;
}

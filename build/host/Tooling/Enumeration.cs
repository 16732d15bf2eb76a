namespace Nuke.Common.Tooling;

/// <summary>A type whose static fields are its values, for parameters.</summary>
public abstract class Enumeration
{
    protected string Value { get; init; }

    public override string ToString()
        => Value;

    public override bool Equals(object obj)
        => obj is Enumeration other && other.GetType() == GetType() && other.Value == Value;

    public override int GetHashCode()
        => Value.GetHashCode(StringComparison.Ordinal);
}

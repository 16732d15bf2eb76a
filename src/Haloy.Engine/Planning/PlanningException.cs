namespace Haloy.Engine.Planning;

/// <summary>What is there does not allow what is wanted. Nothing was touched.</summary>
public sealed class PlanningException : HaloyException
{
    internal PlanningException(string message) : base(message) { }
}

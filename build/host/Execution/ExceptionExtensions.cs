using System.Reflection;

namespace Nuke.Common.Execution;

internal static class ExceptionExtensions
{
    /// <summary>What was thrown, without what reflection and tasks put around it.</summary>
    public static Exception Unwrap(this Exception exception)
        => exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner
            ? inner.Unwrap()
            : exception;
}

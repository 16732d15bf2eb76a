using System;

namespace Haloy.Engine;

/// <summary>
/// A failure that a person can do something about: the message says what, where and what to do, and is all that needs
/// to be shown. Anything else that is thrown is a mistake of ours.
/// </summary>
public abstract class HaloyException : Exception
{
    private protected HaloyException(string message, Exception? inner = null) : base(message, inner) { }
}

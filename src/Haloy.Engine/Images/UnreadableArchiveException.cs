using System;

namespace Haloy.Engine.Images;

/// <summary>What an engine saved is not of a kind that can be taken apart. It can still be loaded as it is.</summary>
internal sealed class UnreadableArchiveException(string message, Exception? inner = null) : Exception(message, inner);

namespace Haloy.Engine.Servers;

/// <summary>The kinds of trouble on the way to a server.</summary>
public enum UnreachableReason
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The server's host key has never been accepted.</summary>
    UnknownHostKey,

    /// <summary>The server shows another host key than the one that was accepted.</summary>
    ChangedHostKey,

    /// <summary>The server accepts none of the keys offered.</summary>
    PermissionDenied,

    /// <summary>The private key that was handed in cannot be used.</summary>
    UnusableKey,

    /// <summary>The host's name has no address.</summary>
    NameNotFound,

    /// <summary>Nothing listens at the address.</summary>
    Refused,

    /// <summary>Nothing answered in time.</summary>
    TimedOut,

    /// <summary>The server's SSH settings forbid forwarding.</summary>
    ForwardingForbidden,

    /// <summary>The socket does not exist, nothing listens on it, or the user may not use it.</summary>
    SocketUnusable,

    /// <summary>The OpenSSH client is not installed.</summary>
    ClientMissing,

    /// <summary>The ssh_config is missing or has a mistake.</summary>
    BadConfiguration,

    /// <summary>The connection stood and has ended.</summary>
    ConnectionLost,

    /// <summary>This operating system cannot do it.</summary>
    Unsupported,
}

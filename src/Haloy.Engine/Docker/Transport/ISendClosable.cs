using System.Threading;
using System.Threading.Tasks;

namespace Haloy.Engine.Docker;

/// <summary>
/// A two-way stream whose sending direction can be ended while the receiving one stays open. Streams handed in by a
/// connect delegate implement it unless they are a <see cref="System.Net.Sockets.NetworkStream"/>, which needs no help.
/// </summary>
public interface ISendClosable
{
    /// <summary>Ends the sending direction: the other side reads end-of-file after what was sent.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask CloseSendAsync(CancellationToken cancellationToken);
}

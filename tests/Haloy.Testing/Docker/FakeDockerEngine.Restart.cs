using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Haloy.Testing.Docker;

public sealed partial class FakeDockerEngine
{
    private IReadOnlyList<FakeContainer>? _comeBack;
    private int _refusals;

    /// <summary>
    /// Is told to stop, and to start again, as dockerd does it without live-restore: containers end, new connections are
    /// refused, while those that there are are answered still. Back again, it starts what ran when it was told; what was
    /// started since it leaves stopped.
    /// </summary>
    /// <param name="refusals">How many connections it refuses until it is back.</param>
    public void Restart(int refusals)
    {
        lock (Gate)
        {
            if (_comeBack is not null)
                return;
            _comeBack = [.. _containers.Where(c => c.IsRunning)];
            _refusals = refusals;
            foreach (var container in _comeBack)
                Exit(container, 0);
        }
    }

    /// <summary>Ends a restart that is under way. It is over when this returns, whoever began to end it.</summary>
    public void ComeBack()
    {
        lock (Gate)
        {
            if (_comeBack is not { } back)
                return;
            _comeBack = null;
            CutAll();
            foreach (var container in Containers.Where(c => c.IsRunning))
                Exit(container, 137);
            foreach (var container in back.Where(c => !c.IsRemoved))
                Start(container);
        }
    }

    private void RefuseWhileRestarting()
    {
        lock (Gate)
        {
            if (_comeBack is null)
                return;
            if (--_refusals <= 0)
                ComeBack();
        }
        throw new IOException("Connection refused");
    }
}

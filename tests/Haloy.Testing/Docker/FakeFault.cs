using System;
using System.Threading.Tasks;

namespace Haloy.Testing.Docker;

/// <summary>Something that goes wrong with requests of the fake engine. It happens at every request that matches, unless limited.</summary>
public sealed class FakeFault
{
    private readonly Func<FakeRequest, bool> _matches;
    private int _left = int.MaxValue;

    internal FakeFault(Func<FakeRequest, bool> matches) => _matches = matches;

    internal (int Status, string Message)? Refusal { get; private set; }

    internal bool CutsBefore { get; private set; }

    internal bool CutsAfter { get; private set; }

    internal FakeGate? Gate { get; private set; }

    /// <summary>Answers with a status and the engine's kind of message; nothing is done.</summary>
    public FakeFault Answer(int status, string message)
    {
        Refusal = (status, message);
        return this;
    }

    /// <summary>Cuts the connection; nothing is done.</summary>
    public FakeFault Cut()
    {
        CutsBefore = true;
        return this;
    }

    /// <summary>Does what is asked and cuts the connection instead of answering.</summary>
    public FakeFault CutInsteadOfAnswering()
    {
        CutsAfter = true;
        return this;
    }

    /// <summary>Holds the request until the gate is opened.</summary>
    public FakeGate Hold()
    {
        Gate = new FakeGate();
        return Gate;
    }

    /// <summary>Limits how often it happens.</summary>
    public FakeFault Times(int count)
    {
        _left = count;
        return this;
    }

    internal bool Takes(FakeRequest request)
    {
        if (_left == 0 || !_matches(request))
            return false;

        _left--;
        return true;
    }
}

/// <summary>Where a request waits until the test lets it pass.</summary>
public sealed class FakeGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete once a request waits here.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _open.TrySetResult();

    internal Task PassAsync(System.Threading.CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _open.Task.WaitAsync(cancellationToken);
    }
}

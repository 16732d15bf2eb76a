using System;
using System.Threading;
using Haloy.Lab;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

return await new LabCommand(Console.Out, Console.Error).RunAsync(args, interrupted.Token);

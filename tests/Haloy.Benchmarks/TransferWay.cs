using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Benchmarks;

/// <summary>A way to bring an image from the workstation's engine to servers' engines, with the connection that it makes for it.</summary>
/// <param name="Name">As the table says it.</param>
/// <param name="BringAsync">Brings the image of a reference to servers, all at once.</param>
internal sealed record TransferWay(string Name, Func<string, IReadOnlyList<TestServer>, Task> BringAsync);

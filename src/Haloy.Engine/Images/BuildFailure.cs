using System;
using System.Globalization;

namespace Haloy.Engine.Images;

/// <summary>A build that failed, and what to do where its output tells.</summary>
internal static class BuildFailure
{
    public static ImageException Of(BuildOrder order, string tool, int exitCode, LastLines output)
    {
        var advice = Advice(order, output.ToString());
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Building {order.Reference} failed: {tool} ended with exit code {exitCode}. Its output is above.{(advice is null ? "" : " " + advice)}"));
    }

    private static string? Advice(BuildOrder order, string output)
    {
        if (output.Contains("exec format error", StringComparison.OrdinalIgnoreCase))
            return $"A step RUNs a program of {order.Platform}, which this machine cannot: install QEMU for it "
                + "('docker run --privileged --rm tonistiigi/binfmt --install all'), or build on a machine of that architecture.";
        if (OutOfSpace.Is(output))
            return "This machine's disk is full: 'docker system df' shows what takes the space, 'docker builder prune' and 'docker image prune' free some.";
        return RegistryFailure.Recognise(output) is { } failure
            ? "It could not get its base image: " + RegistryFailure.Advice(failure, "this machine") : null;
    }
}

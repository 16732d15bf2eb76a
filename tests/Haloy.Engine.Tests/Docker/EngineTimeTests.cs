using System;
using Haloy.Engine.Docker.Wire;

namespace Haloy.Engine.Tests.Docker;

public sealed class EngineTimeTests
{
    [Theory]
    [InlineData("2026-11-22T13:53:05.123456789Z", "2026-11-22T13:53:05.1234567+00:00")]
    [InlineData("2026-11-22T13:53:05Z", "2026-11-22T13:53:05.0000000+00:00")]
    [InlineData("2026-11-22T13:53:05.1+02:00", "2026-11-22T13:53:05.1000000+02:00")]
    [InlineData("2026-11-22T13:53:05.999999999-05:30", "2026-11-22T13:53:05.9999999-05:30")]
    public void Times_keep_what_a_tick_can_hold_and_their_zone(string text, string expected) =>
        Assert.Equal(expected, EngineTimeConverter.Parse(text)!.Value.ToString("o"));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    public void What_never_happened_has_no_time(string? text) => Assert.Null(EngineTimeConverter.Parse(text));
}

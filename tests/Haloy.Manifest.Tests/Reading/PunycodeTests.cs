using System.Globalization;
using Haloy.Manifest.Reading;

namespace Haloy.Manifest.Tests.Reading;

public sealed class PunycodeTests
{
    [Theory]
    [InlineData("bücher", "xn--bcher-kva")]
    [InlineData("münchen", "xn--mnchen-3ya")]
    [InlineData("例え", "xn--r8jz45g")]
    [InlineData("почта", "xn--80a1acny")]
    [InlineData("ü", "xn--tda")]
    [InlineData("a-ü-b", "xn--a--b-1ra")]
    [InlineData("plain", "plain")]
    public void International_labels_are_encoded(string label, string encoded)
    {
        Assert.Equal(encoded, Punycode.Encode(label));
        Assert.Equal(encoded, new IdnMapping().GetAscii(label));
    }
}

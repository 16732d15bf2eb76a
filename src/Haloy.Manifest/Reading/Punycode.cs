using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Haloy.Manifest.Reading;

/// <summary>RFC 3492, for one label. Our own, because the platform's answers differ with its globalization settings.</summary>
internal static class Punycode
{
    private const int Base = 36, Least = 1, Most = 26, Skew = 38, Damp = 700;

    public static string Encode(string label)
    {
        if (label.All(c => c < 128))
            return label;
        var points = label.Normalize(NormalizationForm.FormC).Select(c => (int)c).ToList();
        var output = new StringBuilder("xn--");
        foreach (var point in points.Where(point => point < 128))
            output.Append((char)point);
        var basic = output.Length - 4;
        if (basic > 0)
            output.Append('-');
        EncodeRest(points, basic, output);
        return output.ToString();
    }

    private static void EncodeRest(List<int> points, int basic, StringBuilder output)
    {
        int next = 128, delta = 0, bias = 72, handled = basic;
        while (handled < points.Count)
        {
            var least = points.Where(point => point >= next).Min();
            delta += (least - next) * (handled + 1);
            next = least;
            foreach (var point in points)
            {
                if (point < next)
                    delta++;
                if (point != next)
                    continue;
                AppendNumber(delta, bias, output);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
            delta++;
            next++;
        }
    }

    private static void AppendNumber(int number, int bias, StringBuilder output)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = k <= bias ? Least : k >= bias + Most ? Most : k - bias;
            if (number < threshold)
                break;
            output.Append(Digit(threshold + (number - threshold) % (Base - threshold)));
            number = (number - threshold) / (Base - threshold);
        }
        output.Append(Digit(number));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);

    private static int Adapt(int delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - Least) * Most / 2; k += Base)
            delta /= Base - Least;
        return k + (Base - Least + 1) * delta / (delta + Skew);
    }
}

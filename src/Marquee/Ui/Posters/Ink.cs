using System.Globalization;

namespace Marquee.Ui.Posters;

/// <summary>Arithmetic on colours written as <c>#rrggbb</c>.</summary>
static class Ink
{
    /// <summary>Mixes in sRGB: 0 gives <paramref name="from"/>, 1 gives <paramref name="to"/>.</summary>
    public static string Mix(string from, string to, double share) => string.Create(7, (from, to, share), static (ink, mix) =>
    {
        ink[0] = '#';
        for (var channel = 0; channel < 3; channel++)
        {
            int a = Channel(mix.from, channel), b = Channel(mix.to, channel);
            var value = (int)Math.Floor(a + (b - a) * mix.share + .5);
            value.TryFormat(ink[(1 + 2 * channel)..], out _, "x2", CultureInfo.InvariantCulture);
        }
    });

    /// <summary>Relative luminance as WCAG defines it, 0 (black) to 1 (white).</summary>
    public static double Luminance(string ink) =>
        .2126 * Linear(Channel(ink, 0)) + .7152 * Linear(Channel(ink, 1)) + .0722 * Linear(Channel(ink, 2));

    static double Linear(int channel)
    {
        var share = channel / 255.0;
        return share <= .03928 ? share / 12.92 : Math.Pow((share + .055) / 1.055, 2.4);
    }

    static int Channel(string ink, int channel) =>
        int.Parse(ink.AsSpan(1 + 2 * channel, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>The five inks of one poster. Dark says whether the ground is.</summary>
sealed record Inks(string Ground, string Shape, string Spark, string Type, string Deep, bool Dark)
{
    /// <summary>From a palette row "ground shape spark type"; the deep ink is mixed from it.</summary>
    public static Inks From(string palette)
    {
        var row = palette.Split(' ');
        var dark = Ink.Luminance(row[0]) < .18;
        var deep = dark ? Ink.Mix(row[0], "#000000", .45) : Ink.Mix(row[1], "#000000", .5);
        return new Inks(row[0], row[1], row[2], row[3], deep, dark);
    }
}

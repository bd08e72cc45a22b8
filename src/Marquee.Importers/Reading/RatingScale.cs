using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>A source's scale of ratings, and what a value on it is in tenths of a point from 1 to 10: exactly that or nothing, never rounded.</summary>
/// <param name="Best">The highest value.</param>
/// <param name="Step">The distance between values.</param>
/// <param name="Words">The scale in words: "from ½ to 5".</param>
internal sealed record RatingScale(decimal Best, decimal Step, string Words)
{
    public static RatingScale HalfStars { get; } = new(5, 0.5m, "from ½ to 5");
    public static RatingScale Points { get; } = new(10, 1, "from 1 to 10");

    /// <summary>Ten points with decimals.</summary>
    public static RatingScale Decimals { get; } = new(10, 0.1m, "from 1 to 10");
    public static RatingScale Hundred { get; } = new(100, 1, "from 10 to 100");

    /// <summary>The value in tenths, or <see langword="null"/> when it is none of this scale.</summary>
    public int? Tenths(decimal value) =>
        value >= 0 && value <= Best && value % Step == 0 && value * 100 / Best is >= 10 and var tenths && tenths == decimal.Truncate(tenths) ? (int)tenths : null;

    /// <summary>Reads a number with a point or a comma. A number that ends in its point was cut.</summary>
    public static decimal? Number(string text) =>
        text.Length is > 0 and < 20 && char.IsAsciiDigit(text[^1])
        && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>What the source showed: "4.5 of 5".</summary>
    public string Written(decimal value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} of {Best:0}");

    public string Refusal(string text) => $"“{Shortened.To(text, 40)}” is not a rating {Words}.";
}

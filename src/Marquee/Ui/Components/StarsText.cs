using System.Globalization;

namespace Marquee.Ui.Components;

/// <summary>Ratings in words. Ratings are kept from 1 to 10; people see half to five stars.</summary>
public static class StarsText
{
    /// <summary>A rating as stars: 9 is "4½", 7.5 is "3¾".</summary>
    public static string Of(decimal rating)
    {
        var quarters = (int)Math.Round(rating * 2, MidpointRounding.AwayFromZero);
        var part = (quarters % 4) switch { 1 => "¼", 2 => "½", 3 => "¾", _ => "" };
        return quarters < 4 && part != "" ? part : (quarters / 4).ToString(CultureInfo.InvariantCulture) + part;
    }

    /// <summary>"4½ stars", "1 star", "½ star".</summary>
    public static string InWords(decimal rating) => Of(rating) + (rating > 2 ? " stars" : " star");

    /// <summary>A predicted number of stars, with one decimal.</summary>
    public static string Predicted(double stars) => stars.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>What something adds to a prediction, always with its sign.</summary>
    public static string Added(double stars) => (stars < 0 ? "−" : "+") + Math.Abs(stars).ToString("0.00", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Marquee.Ui.Components;

namespace Marquee.Features.Tracking.Ratings;

/// <summary>One answer of a scale: what it is kept as, and what it says.</summary>
/// <param name="Value">1 … 10.</param>
/// <param name="Words">For a screen reader: "4½ stars".</param>
/// <param name="Short">For the eye: "4½".</param>
sealed record RatingAnswer(decimal Value, string Words, string Short);

/// <summary>
/// A way to show and give ratings: half stars, ten points, percent or thumbs. Ratings are kept from 1 to 10 whichever way they were given, and a
/// scale never rounds what is kept: the answer that stands for a finer value carries that value.
/// </summary>
sealed record RatingScale(string Name, string Words)
{
    public static readonly RatingScale Stars = new("stars", "Half stars");
    public static readonly RatingScale Ten = new("ten", "Ten points");
    public static readonly RatingScale Percent = new("percent", "Percent");
    public static readonly RatingScale Thumbs = new("thumbs", "Thumbs");

    public static readonly IReadOnlyList<RatingScale> All = [Stars, Ten, Percent, Thumbs];

    const decimal Up = 9, Middling = 6, Down = 3;

    public static RatingScale Named(string? name) => All.FirstOrDefault(s => s.Name == name) ?? Stars;

    /// <summary>A rating as this scale says it: "4½", "9", "90 %", "Thumbs up".</summary>
    public string Show(decimal rating) => Name switch
    {
        "ten" => rating.ToString("0.#", CultureInfo.InvariantCulture),
        "percent" => string.Create(CultureInfo.InvariantCulture, $"{rating * 10:0.#} %"),
        "thumbs" => Thumb(rating),
        _ => StarsText.Of(rating),
    };

    /// <summary>As a screen reader should say it: "9 of 10", "4½ stars", "90 percent".</summary>
    public string Say(decimal rating) => Name switch
    {
        "ten" => $"{Show(rating)} of 10",
        "percent" => string.Create(CultureInfo.InvariantCulture, $"{rating * 10:0.#} percent"),
        "thumbs" => Thumb(rating),
        _ => StarsText.InWords(rating),
    };

    /// <summary>All answers, lowest first. Where the rating given falls between two, the nearer one stands for it and carries its value.</summary>
    public IReadOnlyList<RatingAnswer> Answers(decimal? given)
    {
        IEnumerable<decimal> values = Name switch
        {
            "ten" => Enumerable.Range(2, 19).Select(half => half / 2m),
            "percent" => Enumerable.Range(2, 19).Select(half => half / 2m),
            "thumbs" => [Down, Middling, Up],
            _ => Enumerable.Range(1, 10).Select(point => (decimal)point),
        };
        var all = values.ToList();
        if (given is not { } kept)
            return [.. all.Select(v => new RatingAnswer(v, Say(v), Show(v)))];
        var nearest = Name == "thumbs" ? all.First(v => Thumb(v) == Thumb(kept)) : all.MinBy(v => (Math.Abs(v - kept), -v));
        return [.. all.Select(v => v == nearest ? new RatingAnswer(kept, Say(kept), Show(kept)) : new RatingAnswer(v, Say(v), Show(v)))];
    }

    static string Thumb(decimal rating) => rating switch { >= 7 => "Thumbs up", >= 5 => "So-so", _ => "Thumbs down" };
}

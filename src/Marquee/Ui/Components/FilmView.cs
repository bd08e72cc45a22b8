using System.Globalization;
using Marquee.Ui.Posters;

namespace Marquee.Ui.Components;

/// <summary>A title as a card shows it.</summary>
/// <param name="Id">Its id as it leaves the program.</param>
/// <param name="Title">In its own case and natural order: "The Matrix".</param>
/// <param name="Year">The year of release, if known.</param>
public sealed record FilmView(string Id, string Title, int? Year)
{
    /// <summary>The card's own few words; the year when there is nothing better to say.</summary>
    public string? Note { get; init; }

    /// <summary>The title as safe HTML with the words that were looked for in <c>mark</c>; null to show it plain.</summary>
    public string? MarkedTitle { get; init; }

    /// <summary>The card's few words as safe HTML, in place of <see cref="Note"/>.</summary>
    public string? MarkedNote { get; init; }

    /// <summary>Stars we think they will give it; never for something rated.</summary>
    public Forecast? Forecast { get; init; }

    /// <summary>Their own rating, 1 … 10.</summary>
    public decimal? YourRating { get; init; }

    public bool Seen { get; init; }

    /// <summary>Its place in a ranked row, from 1.</summary>
    public int? Rank { get; init; }

    /// <summary>What a screen reader says of the card: "Heat, 1995, you rated 9 of 10". Null where the card's own words say all there is.</summary>
    public string? Label => YourRating is null && !Seen ? null : string.Join(", ", new[]
    {
        Title, Year?.ToString(CultureInfo.InvariantCulture), YourRating is { } rating ? string.Create(CultureInfo.InvariantCulture, $"you rated {rating:0.#} of 10") : "seen", Note,
    }.OfType<string>());

    public string Href => $"/titles/{Id}";

    /// <summary>The address of its poster, where there is one; else it is generated.</summary>
    public string? Picture { get; init; }

    /// <summary>A few pixels of the poster as a data address, to be shown until it is there.</summary>
    public string? Blur { get; init; }

    public string PosterUrl => Picture ?? Artwork.Poster(Id, Title, Year);
}

/// <summary>A prediction in stars: one number, or for a stretch the range it may fall into.</summary>
public sealed record Forecast(double Stars, double? Low = null, double? High = null)
{
    public string Words => Low is { } low && High is { } high ? $"{StarsText.Predicted(low)}–{StarsText.Predicted(high)}" : StarsText.Predicted(Stars);
}

using Marquee.Features.Catalogue;
using Marquee.Ui.Components;

namespace Marquee.Features.Recommendations;

/// <summary>Recommendations as rows and cards show them. Ratings are points of ten inside and stars of five on the page.</summary>
static class RecommendedViews
{
    public static FilmView View(this RecommendedTitle recommended, bool isForThem, bool asRange) => recommended.Title.View() with
    {
        Note = Capital(recommended.Note) ?? (isForThem ? Short(recommended.Reason) : null) ?? recommended.Title.View().Note,
        // What everybody gives on average is not a prediction for somebody we know nothing of.
        Forecast = isForThem ? recommended.Predicted?.Stars(asRange) : null,
    };

    /// <summary>A title as "For you" lists it: with what we expect in words.</summary>
    public static RecommendedRowView Row(this RecommendedTitle recommended, bool knowsTaste) => new(
        recommended.Title.View(), recommended.Reason.View(),
        recommended.Together is { } together ? string.Join(" · ", together.Select(member => $"{member.Profile.DisplayName} {(member.Predicted is { } one ? StarsText.Predicted((double)one.Rating / 2) : "unsure")}"))
        : knowsTaste && recommended.Predicted is { } predicted ? $"Predicted {Words(predicted.Rating)}, likely {Words(predicted.Low)} to {Words(predicted.High)}"
        : null);

    static string Words(decimal points) => StarsText.Predicted((double)points / 2);

    public static Forecast Stars(this PredictedRating predicted, bool asRange) => asRange
        ? new Forecast((double)predicted.Rating / 2, (double)predicted.Low / 2, (double)predicted.High / 2)
        : new Forecast((double)predicted.Rating / 2);

    /// <summary>The reason as a caption has room for it: "You loved Heat".</summary>
    static string? Short(Reason reason) => reason.Kind switch
    {
        ReasonKind.Taste when reason.Text.StartsWith("Because you ", StringComparison.Ordinal) => "You" + reason.Text["Because you".Length..],
        _ => null,
    };

    /// <summary>A note as the beginning of a line.</summary>
    public static string? Capital(string? note) => string.IsNullOrEmpty(note) ? null : char.ToUpperInvariant(note[0]) + note[1..];

    /// <summary>What the badge beside a row's heading says.</summary>
    public static ReasonView Badge(this HomeRow row, bool isForThem) => row.Kind switch
    {
        ReasonKind.Taste => new ReasonView(ReasonTone.Taste, "Your taste"),
        ReasonKind.Stretch => new ReasonView(ReasonTone.Stretch, isForThem ? "Outside your usual" : "Less travelled"),
        _ => new ReasonView(ReasonTone.Trend, "Everyone here"),
    };

    public static ReasonView View(this Reason reason) => new(
        reason.Kind switch { ReasonKind.Taste => ReasonTone.Taste, ReasonKind.Stretch => ReasonTone.Stretch, _ => ReasonTone.Trend }, reason.Text);
}

/// <summary>A recommended title as a row with its reason.</summary>
/// <param name="Film">The title.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="Expected">What we expect them to give it, in words; null when that is not known.</param>
public sealed record RecommendedRowView(FilmView Film, ReasonView Reason, string? Expected);

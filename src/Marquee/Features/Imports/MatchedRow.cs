using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Importers;
using Marquee.Importers.Matching;

namespace Marquee.Features.Imports;

/// <summary>A row of the file and what became of it.</summary>
/// <param name="Item">What it says, unless it could not be read.</param>
/// <param name="Outcome">As the column spells it.</param>
sealed record MatchedRow(ExportRow Row, ImportedItem? Item, TitleMatch? Match, string Outcome, string Reason)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public long? TitleId => Match?.Title?.Id;

    public static MatchedRow Of(ExportRow row, TitleIndex index)
    {
        if (row is not ImportedItem item)
            return new MatchedRow(row, null, null, RowOutcomes.Refused, ((RefusedRow)row).Reason);
        var match = index.Match(item);
        var outcome = match.Outcome switch
        {
            MatchOutcome.Matched => RowOutcomes.Matched,
            MatchOutcome.Unsure => RowOutcomes.Unsure,
            _ => RowOutcomes.Unmatched,
        };
        return new MatchedRow(row, item, match, outcome, match.Reason);
    }

    /// <summary>The title ids of an unsure row, best first, as JSON.</summary>
    public string? Candidates => Match is { Outcome: MatchOutcome.Unsure } unsure
        ? JsonSerializer.Serialize(unsure.Candidates.Take(8).Select(title => title.Id))
        : null;

    /// <summary>The row as it stood, and as it was read: enough to take it up again when its title is known.</summary>
    public string Record => JsonSerializer.Serialize(new
    {
        raw = Row.RawText,
        rating = Item?.Rating,
        ratedAt = Item?.RatedAt,
        watchedAt = Item?.Viewing?.At,
        precision = Item?.Viewing is { } viewing ? RowOutcomes.Precision(viewing.Precision) : null,
        watchlist = Item?.OnWatchlist == true ? (bool?)true : null,
        listedAt = Item?.ListedAt,
        eventId = Item?.SourceEventId,
        ids = Item?.ExternalIds is { Count: > 0 } ids ? ids.Select(id => $"{id.Provider}:{id.Value}") : null,
    }, Json);
}

/// <summary>Words of columns.</summary>
static class RowOutcomes
{
    public const string Matched = "matched";
    public const string Unsure = "unsure";
    public const string Unmatched = "unmatched";
    public const string Refused = "refused";

    public static readonly IReadOnlyList<string> All = [Matched, Unsure, Unmatched, Refused];

    public static string Precision(WatchPrecision precision) => precision switch
    {
        WatchPrecision.Time => "exact",
        WatchPrecision.Day => "day",
        _ => "unknown",
    };
}

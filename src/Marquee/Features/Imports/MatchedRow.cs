using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Data;
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

    /// <summary>The title it means, by matching or by somebody's choice.</summary>
    public long? TitleId { get; init; } = Match?.Title?.Id;

    public string? MatchedBy { get; init; } = Match?.Title is null ? null : Match.MatchedBy;

    /// <summary>The title ids of an unsure row, best first, as JSON.</summary>
    public string? Candidates { get; init; } = Match is { Outcome: MatchOutcome.Unsure } unsure
        ? JsonSerializer.Serialize(unsure.Candidates.Take(8).Select(title => title.Id))
        : null;

    /// <summary>What the row is about: <c>film</c>, <c>show</c> or <c>episode</c>.</summary>
    public string Kind { get; init; } = Item switch
    {
        { Episode: not null } => "episode",
        { Kind: Importers.TitleKind.Show } => "show",
        { Kind: Importers.TitleKind.Unknown } when Match?.Title?.Kind == Importers.TitleKind.Show => "show",
        _ => "film",
    };

    /// <summary>What the person chose for it: one of <see cref="RowDecisions"/>, or null.</summary>
    public string? Decision { get; init; }

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

    /// <summary>Rows that say the same here mean the same title; null where there is nothing to decide.</summary>
    public string? Alike => Item is null || Outcome is not (RowOutcomes.Unsure or RowOutcomes.Unmatched) ? null : Shortened(
        Item.Title is { Length: > 0 } title
            ? string.Create(CultureInfo.InvariantCulture, $"{(Kind == "film" ? "film" : "show")}|{TitleKey.Of(title)}|{Item.Year}")
            : string.Join('|', Item.ExternalIds.Concat(Item.Episode?.ExternalIds ?? [])));

    static string Shortened(string text) => text.Length <= 300 ? text : text[..300];

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

    /// <summary>Somebody chose to leave it out.</summary>
    public const string Ignored = "ignored";

    public static readonly IReadOnlyList<string> All = [Matched, Unsure, Unmatched, Refused, Ignored];

    public static string Precision(WatchPrecision precision) => precision switch
    {
        WatchPrecision.Time => "exact",
        WatchPrecision.Day => "day",
        _ => "unknown",
    };
}

/// <summary>What somebody may choose for a row that was not sure or not found.</summary>
static class RowDecisions
{
    /// <summary>It is this title.</summary>
    public const string Title = "title";

    /// <summary>It becomes a title of their own.</summary>
    public const string Own = "own";

    /// <summary>It is left out.</summary>
    public const string Skip = "skip";
}

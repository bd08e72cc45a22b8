using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>A row with the place in the catalogue that it speaks of.</summary>
sealed class PlacedRow(MatchedRow row)
{
    public MatchedRow Row { get; set; } = row;

    public ImportedItem? Item => Row.Item;

    /// <summary>The title; null: nothing is kept of this row.</summary>
    public long? Title { get; set; } = row.TitleId;

    /// <summary>The season, where the row is about one or about an episode.</summary>
    public long? Season { get; set; }

    /// <summary>The episodes it speaks of; several where one file holds several.</summary>
    public IReadOnlyList<long> Episodes { get; set; } = [];

    /// <summary>Whether it speaks of the film or show as a whole.</summary>
    public bool IsWhole => Title is not null && Item!.Episode is null;

    public bool IsSeason => Title is not null && Season is not null && Item!.Episode is { IsWholeSeason: true };

    public bool IsEpisode => Title is not null && Episodes.Count > 0 && Item!.Episode is { IsWholeSeason: false };

    /// <summary>Nothing is kept of it after all.</summary>
    public void GiveUp(string reason) => (Title, Row) = (null, Row with { Match = null, TitleId = null, MatchedBy = null, Outcome = RowOutcomes.Unmatched, Reason = reason });

    /// <summary>What the library says instead; null where both agree or one is silent.</summary>
    public RatingConflict? Conflict { get; set; }
}

/// <summary>Two ratings of one thing, in tenths, with when each was given.</summary>
sealed record RatingConflict(int Mine, DateTimeOffset MineAt, int Theirs, DateTimeOffset? TheirsAt);

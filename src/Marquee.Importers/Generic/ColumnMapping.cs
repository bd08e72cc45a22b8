namespace Marquee.Importers.Generic;

/// <summary>Which column of a table, or property of a JSON record, holds what. Guessed from the names, and changed by whoever knows better.</summary>
/// <param name="Columns">The column for each field that has one. A property within another is written <c>movie.title</c>.</param>
public sealed record ColumnMapping(IReadOnlyDictionary<ImportField, string> Columns)
{
    /// <summary>The best rating: 5, 10 or 100.</summary>
    public int BestRating { get; init; } = 10;

    /// <summary>The order of day, month and year in dates that are no ISO dates; <see langword="null"/>: what all rows agree on.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>What a row means that has no date of its own, no rating and no list: the films were seen, or are to be seen.</summary>
    public RowMeaning Meaning { get; init; }

    /// <summary>Whether there is enough to read: a title or an id, and something said about it.</summary>
    public bool IsEnough =>
        (Has(ImportField.Title) || Has(ImportField.ShowTitle) || Has(ImportField.ImdbId) || Has(ImportField.TmdbId) || Has(ImportField.TvdbId) || Has(ImportField.TraktId))
        && (Meaning != RowMeaning.Unsaid || Has(ImportField.Rating) || Has(ImportField.WatchedAt) || Has(ImportField.ListedAt) || Has(ImportField.Review)
            || Has(ImportField.Status) || Has(ImportField.Watchlist) || Has(ImportField.List) || Has(ImportField.Liked) || Has(ImportField.Plays));

    public bool Has(ImportField field) => Columns.ContainsKey(field);

    /// <summary>What the columns seem to be by their names.</summary>
    public static ColumnMapping Guess(IEnumerable<string> columns)
    {
        var found = new Dictionary<ImportField, string>();
        foreach (var column in columns)
            if (FieldNames.Find(column) is { } field)
                found.TryAdd(field, column);
        return new ColumnMapping(found);
    }
}

/// <summary>What a row means that does not say so itself.</summary>
public enum RowMeaning
{
    Unsaid,
    Watched,
    Watchlist,
}

/// <summary>A file's columns, its first rows, and the mapping that its names suggest.</summary>
public sealed record ColumnPreview(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, ColumnMapping Guess);

/// <summary>What a column may hold.</summary>
public enum ImportField
{
    Title,
    OriginalTitle,
    Year,
    Kind,
    ShowTitle,
    Season,
    Episode,
    LastEpisode,
    EpisodeTitle,
    ImdbId,
    TmdbId,
    TvdbId,
    TraktId,
    WatchedAt,
    Plays,
    Rewatch,
    Rating,
    RatedAt,
    Watchlist,
    ListedAt,
    Status,
    List,
    ListPosition,
    Liked,
    Review,
    Spoiler,
    Note,
    Tags,
    Owned,
    Progress,
    Directors,
    Runtime,
}

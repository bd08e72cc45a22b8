namespace Marquee.Importers;

/// <summary>
/// What one row of an export says about one title, or about one episode or season of it. Nothing is known yet about which title of the
/// catalogue it is. A property that is not set was not said: bringing the item in leaves that part of the library as it is.
/// </summary>
public sealed record ImportedItem(string File, int Line, string RawText) : ExportRow(File, Line, RawText)
{
    /// <summary>The title as the source writes it, the show's where the row is about an episode; <see langword="null"/> where the source names titles by id alone.</summary>
    public string? Title { get; init; }

    /// <summary>The title in its original language, where the source gives it.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>The year of the title, the show's first where the row is about an episode.</summary>
    public int? Year { get; init; }

    public TitleKind Kind { get; init; }

    /// <summary>The outside ids of the title; an episode's own are in <see cref="Episode"/>.</summary>
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The episode or season that the whole row is about: its viewing, rating, review and the rest; <see langword="null"/> for the title as a whole.</summary>
    public ImportedEpisode? Episode { get; init; }

    public int? RuntimeMinutes { get; init; }

    /// <summary>Directors or creators, where the source names them. They help to tell two titles of one name apart.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>The rating in tenths of a point on the scale from 1 to 10, exactly: four and a half of five stars are 90.</summary>
    public int? Rating { get; init; }

    /// <summary>The rating as the source gives it: "4.5 of 5", "thumbs up".</summary>
    public string? RatingAsWritten { get; init; }

    /// <summary>When the rating was given, where the source says so.</summary>
    public DateTimeOffset? RatedAt { get; init; }

    /// <summary>The viewing this row records, or <see langword="null"/> when it records none.</summary>
    public Viewing? Viewing { get; init; }

    public bool OnWatchlist { get; init; }

    /// <summary>When the title was put on the watchlist or on the list of <see cref="ListPlace"/>.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>The place on one of the person's own lists.</summary>
    public ListPlace? ListPlace { get; init; }

    /// <summary>Liked, hearted, a favourite.</summary>
    public bool IsLiked { get; init; }

    /// <summary>When it was liked, where the source says so.</summary>
    public DateTimeOffset? LikedAt { get; init; }

    public ImportedText? Review { get; init; }

    /// <summary>A remark among others, shorter than a review and often in a conversation.</summary>
    public ImportedText? Comment { get; init; }

    /// <summary>What the person wrote for themselves.</summary>
    public string? PrivateNote { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A copy the person has: "Blu-ray", "Plex", or an empty text when the source does not say where.</summary>
    public string? OwnedAs { get; init; }

    /// <summary>More of the copy that <see cref="OwnedAs"/> names, where the source keeps it apart.</summary>
    public OwnedCopy? Copy { get; init; }

    /// <summary>Why the person wants to see no more of the title: "not interested", "less like this"; <see langword="null"/> when they did not say so.</summary>
    public string? HiddenFor { get; init; }

    /// <summary>Which time through the show the person is in, from 1, where the source counts them.</summary>
    public int? Cycle { get; init; }

    /// <summary>Where the person stands with the title.</summary>
    public WatchState State { get; init; }

    /// <summary>How far a viewing has got that is not finished.</summary>
    public ViewingProgress? Progress { get; init; }

    /// <summary>The source's own key for this event, the same in every export of it; <see langword="null"/> when the source has none.</summary>
    public string? SourceEventId { get; init; }

    /// <summary>A sentence about a part of the row that could not be taken while the rest was.</summary>
    public string? Remark { get; init; }
}

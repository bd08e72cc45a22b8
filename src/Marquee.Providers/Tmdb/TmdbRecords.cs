namespace Marquee.Providers.Tmdb;

/// <summary>TMDB numbers films and shows apart: film 550 and show 550 are two titles.</summary>
public enum TmdbKind
{
    Film,
    Show,
}

/// <summary>Everything TMDB says of a film or a show.</summary>
/// <param name="Status">Released, Ended, Returning Series, …</param>
/// <param name="Runtime">Minutes; of a typical episode for a show.</param>
public sealed record TmdbTitle(
    TmdbKind Kind, long Id, string Title, string? OriginalTitle, string? Language, string? Overview, string? Tagline, string? Homepage,
    DateOnly? Released, DateOnly? LastAired, DateOnly? NextAirs, string? Status, int? Runtime, double? VoteAverage, int VoteCount, double Popularity,
    string? PosterPath, string? BackdropPath, string? ImdbId, long? TvdbId, TmdbCollection? Collection)
{
    public IReadOnlyList<string> Genres { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Keywords { get; init; } = [];
    public IReadOnlyList<TmdbName> OtherNames { get; init; } = [];
    public IReadOnlyList<TmdbCredit> Cast { get; init; } = [];
    public IReadOnlyList<TmdbCredit> Crew { get; init; } = [];
    public IReadOnlyList<TmdbCredit> Creators { get; init; } = [];
    public IReadOnlyList<TmdbCertification> Certifications { get; init; } = [];
    public IReadOnlyList<TmdbVideo> Videos { get; init; } = [];
    public IReadOnlyList<TmdbOffer> Offers { get; init; } = [];
    public IReadOnlyList<TmdbWatchLink> WatchLinks { get; init; } = [];
    public IReadOnlyList<TmdbSeason> Seasons { get; init; } = [];
}

public sealed record TmdbCollection(long Id, string Name);

/// <summary>What a title is called elsewhere.</summary>
/// <param name="Language">ISO 639-1, of a translation.</param>
public sealed record TmdbName(string Name, string? Language);

/// <param name="Part">Whom they play, or their job.</param>
/// <param name="Department">Directing, Writing, …; null for the cast.</param>
public sealed record TmdbCredit(long PersonId, string Name, string? Part, string? Department, int Order, string? ProfilePath);

/// <param name="Country">ISO 3166-1.</param>
public sealed record TmdbCertification(string Country, string Certification, DateOnly? Released);

/// <param name="Kind">Trailer, Teaser, Clip, …</param>
public sealed record TmdbVideo(string Site, string Key, string Name, string Kind, string? Language, bool IsOfficial, DateTimeOffset? PublishedAt);

/// <summary>How a title can be had.</summary>
public enum TmdbOfferKind
{
    Stream,
    Free,
    Ads,
    Rent,
    Buy,
}

public sealed record TmdbOffer(string Region, long ServiceId, string Service, TmdbOfferKind Kind, string? LogoPath, int Priority);

public sealed record TmdbWatchLink(string Region, string Url);

public sealed record TmdbSeason(long Id, int Number, string? Name, DateOnly? AirDate, string? Overview, string? PosterPath, int EpisodeCount)
{
    /// <summary>Empty until the season itself is asked for.</summary>
    public IReadOnlyList<TmdbEpisode> Episodes { get; init; } = [];
}

public sealed record TmdbEpisode(long Id, int Number, string Name, DateOnly? AirDate, int? Runtime, string? Overview, string? StillPath);

/// <summary>A title as a list or a search shows it.</summary>
public sealed record TmdbListed(
    TmdbKind Kind, long Id, string Title, string? OriginalTitle, DateOnly? Released, string? Overview, string? Language, string? PosterPath,
    IReadOnlyList<long> GenreIds, double? VoteAverage, int VoteCount, double Popularity);

/// <summary>A page of a list.</summary>
/// <param name="Pages">How many can be asked for: TMDB reports more than the 500 it gives.</param>
public sealed record TmdbPage<T>(IReadOnlyList<T> Items, int Page, int Pages, long Total);

public sealed record TmdbPerson(
    long Id, string Name, IReadOnlyList<string> OtherNames, string? KnownFor, string? Biography, DateOnly? Birthday, DateOnly? Deathday,
    string? Birthplace, string? ProfilePath, string? ImdbId);

/// <summary>What an id of another service means.</summary>
public sealed record TmdbFound(IReadOnlyList<TmdbListed> Titles, IReadOnlyList<TmdbFoundEpisode> Episodes, IReadOnlyList<long> People);

public sealed record TmdbFoundEpisode(long ShowId, int Season, int Number, long EpisodeId);

public sealed record TmdbGenre(long Id, string Name);

/// <param name="ImageAddress">Where images are, such as https://image.tmdb.org/t/p/.</param>
public sealed record TmdbConfiguration(string ImageAddress, IReadOnlyList<string> PosterSizes);

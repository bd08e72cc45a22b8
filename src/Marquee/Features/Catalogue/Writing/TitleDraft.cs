namespace Marquee.Features.Catalogue.Writing;

/// <summary>A title as a source tells of it, before the catalogue knows it.</summary>
sealed record TitleDraft
{
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public string? OriginalTitle { get; init; }
    public int? Year { get; init; }
    public int? EndYear { get; init; }
    public int? Runtime { get; init; }
    public string? Overview { get; init; }
    public string? Language { get; init; }
    public string? Certification { get; init; }
    public string? Status { get; init; }
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> OtherNames { get; init; } = [];
    public IReadOnlyList<string> Genres { get; init; } = [];
    public IReadOnlyList<string> Keywords { get; init; } = [];
    public IReadOnlyList<string> Directors { get; init; } = [];
    public IReadOnlyList<string> Creators { get; init; } = [];
    public IReadOnlyList<string> Cast { get; init; } = [];
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];
    public IReadOnlyList<SeasonDraft> Seasons { get; init; } = [];
}

/// <summary>The name a provider has for a title: imdb <c>tt0113277</c>, tmdb <c>949</c>, movielens <c>6</c>.</summary>
sealed record ExternalId(string Provider, string Value)
{
    public const string Imdb = "imdb", Tmdb = "tmdb", Tvdb = "tvdb", MovieLens = "movielens";

    /// <summary>The edition of 100,000 ratings numbers its films in a way of its own.</summary>
    public const string MovieLens100K = "movielens-100k";

    /// <summary>Whether the number means something to its own data sets only.</summary>
    public bool IsOwnNumbering => Provider is MovieLens or MovieLens100K;

    /// <summary>Whether films and shows share the provider's numbers. TMDB's film 550 and show 550 are two titles.</summary>
    public static bool SpansKinds(string provider) => provider is Imdb or MovieLens or MovieLens100K;
}

sealed record SeasonDraft(int Number, DateOnly? AirDate, IReadOnlyList<EpisodeDraft> Episodes);

sealed record EpisodeDraft(int Number, string Name, DateOnly? AirDate, int? Runtime);

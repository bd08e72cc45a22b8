using Marquee.Data;

namespace Marquee.Features.Catalogue;

/// <summary>Everything the catalogue knows about one title.</summary>
/// <param name="Runtime">Minutes; of a typical episode for a show.</param>
/// <param name="InferredGenres">Those of the genres that nobody stated, the surest first.</param>
/// <param name="VoteAverage">The populations' mean rating on the scale of ten; null when nobody rated it.</param>
public sealed record TitleDetails(
    TitleId Id,
    string Kind,
    string Title,
    string? OriginalTitle,
    int? Year,
    int? EndYear,
    DateOnly? ReleaseDate,
    int? Runtime,
    string? Overview,
    string? Language,
    IReadOnlyList<string> Countries,
    string? Certification,
    string? Status,
    double? VoteAverage,
    int VoteCount,
    IReadOnlyList<string> OtherNames,
    IReadOnlyList<string> Genres,
    IReadOnlyList<InferredGenre> InferredGenres,
    IReadOnlyList<string> Keywords,
    IReadOnlyList<CreditedPerson> Directors,
    IReadOnlyList<CreditedPerson> Creators,
    IReadOnlyList<CreditedPerson> Cast,
    IReadOnlyDictionary<string, string> ExternalIds,
    IReadOnlyList<SeasonDetails> Seasons)
{
    /// <summary>Whether somebody here wrote it, by hand or by an import; else a provider or a data set did.</summary>
    public bool Manual { get; init; }

    /// <summary>Of a manual title: whether everybody here has it; else it is its maker's alone.</summary>
    public bool Shared { get; init; }

    /// <summary>Counts the edits of a manual title.</summary>
    public int Version { get; init; }
}

/// <param name="Part">Whom they play.</param>
public sealed record CreditedPerson(PersonId Id, string Name, string? Part = null);

/// <param name="Number">0 for specials.</param>
public sealed record SeasonDetails(SeasonId Id, int Number, string? Name, DateOnly? AirDate, IReadOnlyList<EpisodeDetails> Episodes);

public sealed record EpisodeDetails(EpisodeId Id, int Number, string Name, DateOnly? AirDate, int? Runtime);

/// <summary>A genre that was inferred from the title's words, people and raters.</summary>
/// <param name="Confidence">0 … 1.</param>
public sealed record InferredGenre(string Name, double Confidence);

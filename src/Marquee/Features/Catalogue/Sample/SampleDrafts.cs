using Marquee.Features.Catalogue.MovieLens;
using Marquee.Features.Catalogue.Writing;

namespace Marquee.Features.Catalogue.Sample;

/// <summary>Turns the samples into drafts for the catalogue.</summary>
static class SampleDrafts
{
    /// <summary>A film of MovieLens, completed by what details.jsonl knows of it.</summary>
    public static TitleDraft Of(MovieLensMovie movie, FilmDetails? details)
    {
        var draft = MovieLensDrafts.Of(movie, ExternalId.MovieLens);
        return details is null ? draft : draft with
        {
            Title = details.Title,
            Year = details.Year ?? draft.Year,
            // For an English film the name in parentheses is another English one.
            OriginalTitle = details.Language == "en" ? null : draft.OriginalTitle,
            Overview = details.Logline,
            Language = details.Language,
            Runtime = details.RuntimeMinutes,
            Certification = details.Certification,
            Countries = details.Countries ?? [],
            Directors = details.Directors ?? [],
            Cast = details.Cast ?? [],
            Keywords = details.Keywords ?? [],
        };
    }

    public static TitleDraft Of(SampleShow show) => new()
    {
        Kind = TitleKind.Show,
        Title = show.Title,
        Year = show.Year,
        EndYear = show.EndYear,
        Status = show.Status,
        Overview = show.Logline,
        Language = show.Language,
        Runtime = show.EpisodeRuntimeMinutes,
        Certification = show.Certification,
        Countries = show.Countries ?? [],
        Genres = GenreNames.Of(show.Genres ?? []),
        Keywords = show.Keywords ?? [],
        Creators = show.Creators ?? [],
        Cast = show.Cast ?? [],
        ExternalIds = [.. show.ExternalIds.Select(id => new ExternalId(id.Key, id.Value.ToString()))],
        Seasons = [.. show.Seasons.Select(season => new SeasonDraft(season.Number, season.AirDate,
            [.. season.Episodes.Select(e => new EpisodeDraft(e.Number, e.Title, e.AirDate, e.RuntimeMinutes))]))],
    };
}

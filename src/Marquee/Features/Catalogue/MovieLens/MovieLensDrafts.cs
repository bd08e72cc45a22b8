using Marquee.Features.Catalogue.Writing;

namespace Marquee.Features.Catalogue.MovieLens;

/// <summary>Turns MovieLens' films into drafts for the catalogue.</summary>
static class MovieLensDrafts
{
    /// <param name="numbering">Whose numbers the films bear: <see cref="ExternalId.MovieLens"/>, or that of an edition of its own.</param>
    public static TitleDraft Of(MovieLensMovie movie, string numbering)
    {
        var title = MovieLensTitle.Parse(movie.Title);
        return new TitleDraft
        {
            Kind = title.IsShow ? TitleKind.Show : TitleKind.Film,
            Title = title.Title,
            OriginalTitle = title.OriginalTitle,
            Year = title.Year,
            EndYear = title.EndYear,
            OtherNames = title.OtherNames,
            Genres = movie.Genres,
            ExternalIds = [.. IdsOf(movie, numbering)],
        };
    }

    static IEnumerable<ExternalId> IdsOf(MovieLensMovie movie, string numbering)
    {
        // The surest first: recognising goes by the first that is known.
        if (movie.Links.Imdb.Length > 0)
            yield return new ExternalId(ExternalId.Imdb, $"tt{movie.Links.Imdb.PadLeft(7, '0')}");
        if (movie.Links.Tmdb.Length > 0)
            yield return new ExternalId(ExternalId.Tmdb, movie.Links.Tmdb);
        yield return new ExternalId(numbering, FormattableString.Invariant($"{movie.MovieId}"));
    }
}

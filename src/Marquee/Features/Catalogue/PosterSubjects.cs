using Marquee.Data;
using Marquee.Features.Catalogue.Artworks;
using Marquee.Platform;
using Marquee.Ui.Posters;

namespace Marquee.Features.Catalogue;

/// <summary>What the generated poster of a title is made of.</summary>
static class PosterSubjects
{
    /// <summary>Genres from the most telling to the least: a western that is also a drama gets the look of a western.</summary>
    static readonly string[] Telling =
    [
        "Film-Noir", "Western", "Documentary", "Animation", "Musical", "War", "Horror", "Sci-Fi", "Fantasy", "Mystery",
        "History", "Children", "Crime", "Romance", "Adventure", "Thriller", "Action", "Comedy", "Drama",
    ];

    public static void AddPosterSubjects(this IServiceCollection services) => services.AddSingleton<FindPosterSubject>(provider =>
    {
        var database = provider.GetRequiredService<Database>();
        return (id, http, cancel) => FindAsync(database, id, http, cancel);
    });

    sealed record Row(string Title, int? Year, string Kind, bool IsOwn, string? Hash, string? PosterPath);

    public static async ValueTask<PosterSubject?> FindAsync(Database database, long id, HttpContext http, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await http.RequestServices.GetRequiredService<CurrentProfile>().FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        if (await connection.FirstAsync<Row>($"select title, year, kind, made_by is not null and not shared as is_own, {Art.Poster(sight)} as hash, poster_path from titles where id = @id", new { id }, cancel) is not { } row)
            return null;
        // Somebody looks at it: its poster is fetched behind this answer, which is the generated one.
        if (row is { Hash: null, PosterPath: not null })
            http.RequestServices.GetRequiredService<LookedAtPosters>().Add(new TitleId(id));

        var genres = await connection.QueryAsync<string>(
            "select g.name from title_genres t join genres g on g.id = t.genre_id where t.title_id = @id order by g.name", new { id }, cancel);
        return new PosterSubject(row.Title, row.Year ?? 0, Leading(genres), row.Kind == "show" ? "Series" : null) { IsOwn = row.IsOwn, Picture = row.Hash is null ? null : Art.Address(row.Hash) };
    }

    /// <summary>The genre that decides how a title looks.</summary>
    public static string? Leading(IReadOnlyCollection<string> genres) => Telling.FirstOrDefault(genres.Contains) ?? genres.FirstOrDefault();
}

using System.Data.Common;
using System.Globalization;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Browsing;

/// <summary>A page of the catalogue.</summary>
/// <param name="Titles">The best known first.</param>
/// <param name="Count">How many titles there are on all pages.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
sealed record CataloguePage(IReadOnlyList<TitleCard> Titles, int Count, string? Next);

/// <summary>The whole catalogue, narrowed, the best known first, paged by key.</summary>
sealed class BrowseTitles(Database database)
{
    public const int PerPage = 24;

    sealed record Place(TitleId Id, double Popularity);

    /// <param name="narrowing">What to leave in.</param>
    /// <param name="after">The <see cref="CataloguePage.Next"/> of the page before; null for the first.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async Task<CataloguePage> HandleAsync(Narrowing narrowing, string? after, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var places = await PlacesAsync(connection, narrowing, Read(after), cancel);
        var page = places.Take(PerPage).ToList();
        return new CataloguePage(
            await connection.TitleCardsAsync(database.Dialect, [.. page.Select(p => p.Id)], cancel),
            await connection.ScalarAsync<int>($"select count(*) from titles t where {narrowing.Sql}", narrowing, cancel),
            places.Count > PerPage ? Write(page[^1]) : null);
    }

    static Task<List<Place>> PlacesAsync(DbConnection connection, Narrowing narrowing, Place? after, CancellationToken cancel)
    {
        var behind = after is null ? "1 = 1" : "(t.popularity < @popularity or (t.popularity = @popularity and t.id > @id))";
        return connection.QueryAsync<Place>(
            $"select t.id, t.popularity from titles t where {narrowing.Sql} and {behind} order by t.popularity desc, t.id limit {PerPage + 1}",
            new { narrowing.Kind, narrowing.Genre, narrowing.Decade, popularity = after?.Popularity, id = after?.Id.Value }, cancel);
    }

    static string Write(Place place) => string.Create(CultureInfo.InvariantCulture, $"{place.Popularity:R}_{place.Id}");

    /// <summary>A key that is none begins at the beginning: addresses are edited by hand.</summary>
    static Place? Read(string? key) =>
        key?.Split('_') is [var popularity, var id]
        && double.TryParse(popularity, NumberStyles.Float, CultureInfo.InvariantCulture, out var known) && TitleId.TryParse(id, null, out var title)
            ? new Place(title, known)
            : null;
}

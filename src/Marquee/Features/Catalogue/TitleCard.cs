using System.Data.Common;
using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Features.Catalogue.Artworks;

namespace Marquee.Features.Catalogue;

/// <summary>What a poster in a row, a search result or a recommendation says of a title.</summary>
sealed record TitleCard(
    TitleId Id,
    string Kind,
    string Title,
    string? OriginalTitle,
    int? Year,
    int? EndYear,
    int? Runtime,
    string? Certification,
    double? VoteAverage,
    int VoteCount,
    IReadOnlyList<string> Genres,
    IReadOnlyList<string> Directors)
{
    /// <summary>The address of its poster, where there is one; else it is generated.</summary>
    public string? Poster { get; init; }

    /// <summary>A few pixels of the poster, to be shown until it is there.</summary>
    [JsonIgnore]
    public string? Blur { get; init; }
}

static class TitleCards
{
    sealed record Row(
        TitleId Id, string Kind, string Title, string? OriginalTitle, int? Year, int? EndYear,
        int? Runtime, string? Certification, double? VoteAverage, int VoteCount, string? Hash, string? Blur);

    sealed record Label(TitleId TitleId, string Name);

    /// <summary>The cards of <paramref name="ids"/> in their order, in one round trip; ids of no title, or of none for these eyes, are left out.</summary>
    public static async Task<IReadOnlyList<TitleCard>> TitleCardsAsync(
        this DbConnection connection, Dialect dialect, IReadOnlyCollection<TitleId> ids, TitleSight sight, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];

        await using var answer = await connection.QueryManyAsync(
            $"""
            select x.*, p.blur from (
                select id, kind, title, original_title, year, end_year, runtime, certification, vote_average, vote_count, {Art.Poster(sight)} as hash
                from titles where {dialect.Among("id", "@ids")} and {sight.Allows()}) x left join pictures p on p.hash = x.hash;

            select tg.title_id, g.name from title_genres tg join genres g on g.id = tg.genre_id
            where {dialect.Among("tg.title_id", "@ids")} order by tg.title_id, g.name;

            select c.title_id, p.name from credits c join people p on p.id = c.person_id
            where {dialect.Among("c.title_id", "@ids")} and c.role in ('director', 'creator') order by c.title_id, c.role, c.billing;
            """, new { ids = IdSet.Of(ids) }, cancel);

        var rows = (await answer.ReadAsync<Row>()).ToDictionary(row => row.Id);
        var genres = (await answer.ReadAsync<Label>()).ToLookup(label => label.TitleId, label => label.Name);
        var directors = (await answer.ReadAsync<Label>()).ToLookup(label => label.TitleId, label => label.Name);

        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new TitleCard(
            row.Id, row.Kind, row.Title, row.OriginalTitle, row.Year, row.EndYear, row.Runtime, row.Certification,
            row.VoteAverage, row.VoteCount, [.. genres[row.Id]], [.. directors[row.Id]])
        { Poster = row.Hash is null ? null : Art.Address(row.Hash), Blur = row.Blur })];
    }
}

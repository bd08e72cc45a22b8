using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Errors;
using Marquee.Platform.Outside;

namespace Marquee.Features.Catalogue.Scores;

/// <summary>What another place thinks of a title.</summary>
/// <param name="Source">IMDb, Rotten Tomatoes or Metacritic.</param>
/// <param name="Best">The best value there is: 10 or 100.</param>
/// <param name="Votes">How many people's it is; null where nobody says.</param>
public sealed record OutsideScore(string Source, double Value, int Best, long? Votes)
{
    /// <summary>As people write it: 8.4, 79 %.</summary>
    public string Shown => Source == "Rotten Tomatoes" ? string.Create(CultureInfo.InvariantCulture, $"{Value:0} %") : Value.ToString(Best == 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}

/// <summary>What other places think of a title.</summary>
/// <param name="FetchedAt">When they were asked; null: never yet.</param>
/// <param name="IsStale">Older than it should be: the service was asked again and does not answer.</param>
/// <param name="Message">What is missing and what brings it; null when nothing is.</param>
public sealed record OutsideScores(IReadOnlyList<OutsideScore> Scores, string? Awards, DateTimeOffset? FetchedAt, bool IsStale, string? Message);

/// <summary>The scores that are kept of a title. When they are old and somebody looks, OMDb is asked behind the answer.</summary>
sealed class GetScores(Database database, OutsideServices services, ScoresWanted wanted, TimeProvider clock)
{
    static readonly TimeSpan Old = TimeSpan.FromDays(14);

    sealed record Row(string? ImdbId, double? Imdb, long? ImdbVotes, int? RottenTomatoes, int? Metacritic, string? Awards, DateTimeOffset? FetchedAt, DateTimeOffset? DueAt);

    /// <exception cref="NotFound">There is no such title.</exception>
    public async Task<OutsideScores> HandleAsync(TitleId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<Row>(
            """
            select (select min(value) from external_ids x where x.title_id = t.id and x.kind = t.kind and x.provider = 'imdb') as imdb_id,
                s.imdb, s.imdb_votes, s.rotten_tomatoes, s.metacritic, s.awards, s.fetched_at, s.due_at
            from titles t left join outside_scores s on s.title_id = t.id where t.id = @id
            """, new { id }, cancel) ?? throw new NotFound("title_not_found", "There is no such title.");
        var now = clock.GetUtcNow();
        if (services.Omdb is not null && row.ImdbId is not null && !(row.DueAt > now))
            wanted.Add(id);
        return new OutsideScores(
            [.. Scores(row)], row.Awards, row.FetchedAt, row.FetchedAt is { } fetched && now - fetched > Old,
            services.Omdb is null ? OutsideServices.WithoutOmdb : row.ImdbId is null ? "OMDb goes by IMDb’s ids, and this title has none." : null);
    }

    static IEnumerable<OutsideScore> Scores(Row row)
    {
        if (row.Imdb is { } imdb) yield return new("IMDb", imdb, 10, row.ImdbVotes);
        if (row.RottenTomatoes is { } tomatoes) yield return new("Rotten Tomatoes", tomatoes, 100, null);
        if (row.Metacritic is { } metacritic) yield return new("Metacritic", metacritic, 100, null);
    }
}

using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Discovery;

/// <summary>Lists of the whole catalogue: what is popular, new, or good and hardly known; and what was picked for the day and the week.</summary>
sealed class Discover(Database database, TimeProvider clock)
{
    const int HighlightsADay = 6, HighlightsAWeek = 12, Pool = 400;

    /// <summary>What most people have seen.</summary>
    public Task<IReadOnlyList<TitleCard>> PopularAsync(int most, TitleSight sight, CancellationToken cancel) =>
        CardsAsync($"select id from titles where {sight.Allows()} order by popularity desc, id limit @most", most, sight, cancel);

    /// <summary>What came out last, the latest first; what is still to come is for the calendar.</summary>
    public Task<IReadOnlyList<TitleCard>> NewAsync(int most, TitleSight sight, CancellationToken cancel) => CardsAsync(
        $"""
        select id from titles where {sight.Allows()} and coalesce(release_date, cast(year as text) || '-00-00') <= @today and year is not null
        order by coalesce(release_date, cast(year as text) || '-00-00') desc, popularity desc, id limit @most
        """, most, sight, cancel);

    /// <summary>Loved by the few who know them: at least eight ratings, at most forty, drawn towards the ordinary.</summary>
    public Task<IReadOnlyList<TitleCard>> GemsAsync(int most, TitleSight sight, CancellationToken cancel) => CardsAsync(
        $"""
        select id from titles where {sight.Allows()} and vote_count between 8 and 40 and vote_average >= 7
        order by (vote_average * vote_count + 65) / (vote_count + 10) desc, id limit @most
        """, most, sight, cancel);

    /// <summary>Titles picked for a day or a week; the same for everybody, and the same until it is over.</summary>
    public async Task<IReadOnlyList<TitleCard>> HighlightsAsync(bool week, TitleSight sight, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var period = week
            ? string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(now)}-W{ISOWeek.GetWeekOfYear(now):00}")
            : now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await PickedAsync(period, cancel) is not { Count: > 0 } picked)
        {
            await PickAsync(period, week ? HighlightsAWeek : HighlightsADay, cancel);
            picked = await PickedAsync(period, cancel);
        }

        await using var connection = await database.OpenAsync(cancel);
        return await connection.TitleCardsAsync(database.Dialect, picked, sight, cancel);
    }

    async Task<List<TitleId>> PickedAsync(string period, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<TitleId>("select title_id from highlights where period = @period order by position", new { period }, cancel);
    }

    /// <summary>Picks from the well known, by the period alone, without what was picked lately. Two who pick at once pick the same; the first counts.</summary>
    Task PickAsync(string period, int count, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "highlights", cancel);
        if (await connection.ScalarAsync<long>("select count(*) from highlights where period = @period", new { period }, cancel) > 0)
            return;
        var pool = await connection.QueryAsync<long>(
            $"""
            select id from titles where {TitleSight.Anybody.Allows()} and vote_average >= 6.5 and id not in (select title_id from highlights where period > @lately)
            order by popularity desc, id limit @Pool
            """, new { Pool, lately = clock.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, cancel);
        var chosen = pool.OrderBy(id => Ui.Posters.Seed.Fnv1a(string.Create(CultureInfo.InvariantCulture, $"{period}|{id}"))).ThenBy(id => id).Take(count);
        await connection.ExecuteAsync(
            "insert into highlights (period, position, title_id) values (@period, @position, @id)", chosen.Select((id, position) => new { period, position, id }).ToList(), cancel);
    }, cancel);

    async Task<IReadOnlyList<TitleCard>> CardsAsync(string sql, int most, TitleSight sight, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var today = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ids = await connection.QueryAsync<TitleId>(sql, new { most, today }, cancel);
        return await connection.TitleCardsAsync(database.Dialect, ids, sight, cancel);
    }
}

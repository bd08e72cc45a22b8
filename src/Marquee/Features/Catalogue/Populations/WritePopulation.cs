using System.Data.Common;
using Marquee.Data;
using Marquee.Engine.Data;

namespace Marquee.Features.Catalogue.Populations;

/// <summary>Replaces a population by what a rating file holds, inside the caller's transaction, and counts the titles' votes anew.</summary>
sealed class WritePopulation(TimeProvider clock)
{
    const double UnixSecondsEnd = 10_000_000_000;

    /// <param name="titleOf">The title of each item of the file; items without one are left out.</param>
    public async Task<Population> HandleAsync(
        DbConnection connection, string name, string source, Interactions interactions, IReadOnlyDictionary<long, TitleId> titleOf, CancellationToken cancel)
    {
        var id = await connection.ScalarAsync<PopulationId>(
            """
            insert into populations (name, source, scale_low, scale_high, loaded_at) values (@name, @source, @low, @high, @now)
            on conflict (name) do update set source = excluded.source, scale_low = excluded.scale_low, scale_high = excluded.scale_high,
                loaded_at = excluded.loaded_at
            returning id
            """, new { name, source, low = Scale(interactions).Low, high = Scale(interactions).High, now = clock.GetUtcNow() }, cancel);
        await connection.ExecuteAsync("delete from population_ratings where population_id = @id", new { id }, cancel);
        await connection.BulkCopyAsync(
            "population_ratings", ["population_id", "user_id", "title_id", "value", "rated_at"], Rows(id, interactions, titleOf), cancel);
        await CountAsync(connection, id, cancel);
        return (await connection.PopulationAsync(name, cancel))!;
    }

    /// <summary>Users and titles ascending, as the table keeps them: each row lands behind the last one.</summary>
    static IEnumerable<object?[]> Rows(PopulationId id, Interactions interactions, IReadOnlyDictionary<long, TitleId> titleOf)
    {
        var titles = new long[interactions.Items.Count];
        for (var item = 0; item < titles.Length; item++)
            titles[item] = titleOf.TryGetValue(interactions.Items[item], out var title) ? title.Value : 0;

        var users = Enumerable.Range(0, interactions.Users.Count).OrderBy(user => interactions.Users[user]);
        var byTitle = new SortedDictionary<long, int>();
        var row = new object?[] { id.Value, 0L, 0L, 0f, 0L };
        foreach (var user in users)
        {
            row[1] = interactions.Users[user];
            byTitle.Clear();
            // Two items of the file may be one title: the last one counts.
            for (var entry = interactions.ByUser.Starts[user]; entry < interactions.ByUser.Starts[user + 1]; entry++)
                if (titles[interactions.ByUser.Columns[entry]] is not 0 and var title)
                    byTitle[title] = entry;
            foreach (var (title, entry) in byTitle)
            {
                row[2] = title;
                row[3] = interactions.ByUser.Values[entry];
                row[4] = Milliseconds(interactions.ByUser.Times?[entry] ?? 0);
                yield return row;
            }
        }
    }

    /// <summary>A title's votes are those of every population, its popularity their number.</summary>
    static Task<int> CountAsync(DbConnection connection, PopulationId id, CancellationToken cancel) => connection.ExecuteAsync(
        """
        update populations set
            ratings = (select count(*) from population_ratings where population_id = @id),
            users = (select count(distinct user_id) from population_ratings where population_id = @id),
            titles = (select count(distinct title_id) from population_ratings where population_id = @id)
        where id = @id;

        update titles set vote_count = votes.count, vote_average = votes.average, popularity = votes.count
        from (
            select r.title_id, count(*) as count, round(cast(avg(r.value * 10 / p.scale_high) as numeric), 2) as average
            from population_ratings r join populations p on p.id = r.population_id
            group by r.title_id
        ) votes
        where votes.title_id = titles.id;
        """, new { id }, cancel);

    /// <summary>MovieLens has whole stars from 1 to 5 or half stars from 0.5; what is written tells which.</summary>
    static (double Low, double High) Scale(Interactions interactions)
    {
        float low = 1, high = 5;
        foreach (var value in interactions.ByUser.Values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return (low, high);
    }

    static long Milliseconds(long time) => time < UnixSecondsEnd ? time * 1000 : time;
}

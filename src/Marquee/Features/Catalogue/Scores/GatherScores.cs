using Marquee.Data;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Platform.Jobs;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Omdb;

namespace Marquee.Features.Catalogue.Scores;

/// <summary>
/// Nightly: scores of the best known titles that were never asked for, then of those asked for longest ago, as far as the day's calls reach; three hundred are left
/// for what people look at.
/// </summary>
sealed class GatherScores(Database database, OutsideServices services, DailyCalls calls, AskOmdb ask, TimeProvider clock) : IScheduledJob
{
    const int LeftForPeople = 300, Patience = 5;

    // What nobody looks at may be older than what somebody does.
    static readonly TimeSpan Older = TimeSpan.FromDays(23);

    public string Kind => "omdb-scores";

    public string Words => "Gather scores from OMDb";

    public string Schedule => "0 15 4 * * ?";

    public Task<object> RunAsync(CancellationToken cancel) => RunAsync(new JobProgress(), cancel);

    public async Task<object> RunAsync(JobProgress progress, CancellationToken cancel)
    {
        if (services.Omdb is null)
            return new { NotConnected = true };
        var used = (await calls.TodayAsync(cancel)).Find(day => day.Provider == OmdbClient.Provider)?.Calls ?? 0;
        var titles = await DueAsync(Math.Max(0, calls.Limit(OmdbClient.Provider) - LeftForPeople - used), cancel);
        var (asked, fresh, later) = (0, 0, 0);
        foreach (var id in titles)
        {
            progress.Report(asked++, titles.Count, "titles");
            try
            {
                _ = await ask.HandleAsync(id, cancel) switch { Enriched.Fresh => fresh++, Enriched.Later => later++, _ => 0 };
                if (later >= Patience)
                    return new { Asked = asked, Fresh = fresh, Stopped = "OMDb gives no answers just now." };
            }
            catch (ProviderFailure failure)
            {
                return new { Asked = asked, Fresh = fresh, Stopped = failure.Message };
            }
        }

        return new { Asked = asked, Fresh = fresh };
    }

    async Task<List<TitleId>> DueAsync(long most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<TitleId>(
            """
            select t.id from titles t left join outside_scores s on s.title_id = t.id
            where (s.title_id is null or s.due_at <= @before) and exists (select 1 from external_ids x where x.title_id = t.id and x.kind = t.kind and x.provider = 'imdb')
            order by case when s.title_id is null then 0 else 1 end, s.due_at, t.popularity desc, t.id limit @most
            """, new { before = clock.GetUtcNow() - Older, most }, cancel);
    }
}

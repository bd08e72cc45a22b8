using Marquee.Data;
using Marquee.Features.Catalogue.Merging;
using Marquee.Platform.Errors;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Catalogue.Absorbing;

/// <summary>What a run did.</summary>
/// <param name="ById">Own titles that became a title of the catalogue with the same id.</param>
/// <param name="ByName">Those that became one with the same name and year, the only one of its kind.</param>
/// <param name="Asked">How many TMDB was asked for.</param>
/// <param name="Fetched">How many of those it had; they became those.</param>
/// <param name="Left">Could not be merged, such as for an episode that the other does not have.</param>
sealed record AbsorbedTitles(int ById, int ByName, int Asked, int Fetched, int Left);

/// <summary>
/// Own titles that the catalogue has come to know, since it grew, since a key for TMDB was set, or since an id was written down, become one with the title they are in truth:
/// by the same merge that people make, and as easily undone. Only what an import made goes by its name; what somebody wrote by hand goes by an id alone. One that was
/// taken apart again stays apart.
/// </summary>
sealed class AbsorbTitles(Database database, MergeTitles merge, FetchUnknownTitles fetch, TimeProvider clock) : IScheduledJob
{
    const int MostARun = 2_000, MostAsked = 200;

    static readonly TimeSpan AskAgain = TimeSpan.FromDays(30);

    sealed record Pair(TitleId Own, TitleId Known);

    sealed record Row(TitleId Id, string Kind, string Title, string? OriginalTitle, int? Year);

    sealed record IdRow(TitleId TitleId, string Provider, string Value);

    public string Kind => "absorb-titles";

    public string Words => "Find the titles that own ones are";

    public string Schedule => "0 40 * * * ?";

    public async Task<object> RunAsync(CancellationToken cancel) => await HandleAsync(null, cancel);

    /// <param name="profile">Only this profile's, as an import of theirs may ask; null: everybody's.</param>
    /// <param name="cancel">Each merge is whole.</param>
    public async Task<AbsorbedTitles> HandleAsync(ProfileId? profile, CancellationToken cancel)
    {
        var left = 0;
        var byId = await MergeAllAsync(await ByIdAsync(profile, cancel));
        var byName = await MergeAllAsync(await ByNameAsync(profile, cancel));
        var unknown = fetch.IsConnected ? await UnknownAsync(profile, cancel) : [];
        var fetched = await fetch.HandleAsync(unknown.ConvertAll(one => one.Title), MostAsked, cancel);
        await database.WriteAsync(connection => connection.ExecuteAsync(
            $"update titles set looked_for_at = @now where {database.Dialect.Among("id", "@ids")}",
            new { now = clock.GetUtcNow(), ids = IdSet.Of(unknown.Where((_, at) => fetched[at].WasAsked).Select(one => one.Id)) }, cancel), cancel);
        var found = await MergeAllAsync([.. unknown.Zip(fetched).Where(one => one.Second.Title is not null).Select(one => new Pair(one.First.Id, one.Second.Title!.Value))]);
        return new AbsorbedTitles(byId, byName, fetched.Count(one => one.WasAsked), found, left);

        async Task<int> MergeAllAsync(IReadOnlyList<Pair> pairs)
        {
            var merged = 0;
            foreach (var pair in pairs.DistinctBy(pair => pair.Own))
                try
                {
                    await merge.HandleAsync(pair.Own, pair.Known, by: null, cancel);
                    merged++;
                }
                catch (Refusal)
                {
                    left++;
                }

            return merged;
        }
    }

    // Not one that was taken apart from that very title before.
    const string Own =
        """
        o.manual and o.made_by is not null and o.merged_into is null and (o.made_by = @profile or @profile is null)
        and not exists (select 1 from title_merges m where m.from_title_id = o.id and m.undone_at is not null)
        """;

    const string ByImport = "exists (select 1 from import_changes c where c.entity = 'titles' and c.row_key = cast(o.id as text))";

    Task<List<Pair>> ByIdAsync(ProfileId? profile, CancellationToken cancel) => ReadAsync<Pair>(
        $"""
        select o.id as own, min(x.title_id) as known from titles o join manual_title_ids i on i.title_id = o.id
        join external_ids x on x.kind = o.kind and x.provider = i.provider and x.value = i.value
        where {Own} and x.title_id <> o.id group by o.id limit @most
        """, profile, cancel);

    Task<List<Pair>> ByNameAsync(ProfileId? profile, CancellationToken cancel) => ReadAsync<Pair>(
        $"""
        select o.id as own, min(t.id) as known from titles o join titles t on t.kind = o.kind and t.match_key = o.match_key and t.year = o.year and not t.manual and t.match_key <> ''
        where {Own} and {ByImport} group by o.id having count(*) = 1 limit @most
        """, profile, cancel);

    async Task<List<(TitleId Id, UnknownTitle Title)>> UnknownAsync(ProfileId? profile, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select o.id, o.kind, o.title, o.original_title, o.year from titles o
            where {Own} and ({ByImport} or exists (select 1 from manual_title_ids i where i.title_id = o.id)) and (o.looked_for_at is null or o.looked_for_at < @before)
            order by coalesce(o.looked_for_at, 0), o.id limit @MostAsked
            """, new { profile, before = clock.GetUtcNow() - AskAgain, MostAsked }, cancel);
        var ids = (await connection.QueryAsync<IdRow>($"select title_id, provider, value from manual_title_ids where {database.Dialect.Among("title_id", "@ids")}",
            new { ids = IdSet.Of(rows.Select(row => row.Id)) }, cancel)).ToLookup(row => row.TitleId, row => (row.Provider, row.Value));
        return rows.ConvertAll(row => (row.Id, new UnknownTitle(row.Kind, row.Title, row.OriginalTitle, row.Year, [.. ids[row.Id]])));
    }

    async Task<List<T>> ReadAsync<T>(string sql, ProfileId? profile, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<T>(sql, new { profile, most = MostARun }, cancel);
    }
}

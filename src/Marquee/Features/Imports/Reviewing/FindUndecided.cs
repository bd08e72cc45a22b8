using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;

namespace Marquee.Features.Imports.Reviewing;

/// <summary>Rows that mean one title, and what it may be.</summary>
/// <param name="Row">The first of them; the key of the page.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Decision">What was chosen, if something was.</param>
public sealed record RowsAlike(
    long Row, int Rows, string Kind, string? File, int Line, string? Title, int? Year, string? Reason, string Outcome, string? Decision, TitleId? TitleId, bool IsPending,
    ToldByRow? Told, IReadOnlyList<PickedTitle> Candidates);

/// <summary>A title as the picker shows it.</summary>
public sealed record PickedTitle(TitleId Id, string Title, int? Year, string Kind, string? Director);

/// <summary>What there is to decide about an import, group by group in the order of the file.</summary>
sealed class FindUndecided(Database database, CurrentProfile current)
{
    /// <param name="batch">An import that its owner asks about.</param>
    /// <param name="outcome">Unsure or unmatched rows; null: both, and those that were decided.</param>
    /// <param name="after">The last row of the page before.</param>
    /// <param name="limit">The most groups.</param>
    public async Task<IReadOnlyList<RowsAlike>> HandleAsync(BatchId batch, string? outcome, long after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        // Decided groups stay in sight of the review that decided them.
        var groups = await connection.QueryAsync<Group>(
            $"""
            select min(id) as first, count(*) as rows from import_rows
            where batch_id = @batch and alike is not null {(outcome is null ? "" : "and outcome = @outcome and decision is null and title_id is null")}
            group by alike, coalesce(decision, ''), coalesce(title_id, 0) having min(id) > @after order by 1 limit @limit
            """, new { batch, outcome, after, limit }, cancel);
        return await ReadAsync(connection, batch, groups, cancel);
    }

    /// <summary>The rows that mean the same as one; null when there is no such row to decide about.</summary>
    public async Task<RowsAlike?> OneAsync(BatchId batch, long row, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var group = await connection.QueryAsync<Group>(
            """
            select r.id as first, (select count(*) from import_rows o where o.batch_id = @batch and o.alike = r.alike) as rows
            from import_rows r where r.batch_id = @batch and r.id = @row and r.alike is not null
            """, new { batch, row }, cancel);
        return (await ReadAsync(connection, batch, group, cancel)).FirstOrDefault();
    }

    /// <summary>How many rows were decided on late and are not in yet.</summary>
    public async Task<int> PendingAsync(BatchId batch, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<int>("select count(*) from import_rows where batch_id = @batch and alike is not null and pending", new { batch }, cancel);
    }

    /// <summary>Titles as the picker shows them, in the order they were asked for.</summary>
    public async Task<IReadOnlyList<PickedTitle>> TitlesAsync(IEnumerable<TitleId> ids, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        List<TitleId> order = [.. ids];
        var titles = await TitlesAsync(connection, order.Select(id => id.Value), cancel);
        return [.. order.Where(id => titles.ContainsKey(id.Value)).Select(id => titles[id.Value])];
    }

    async Task<IReadOnlyList<RowsAlike>> ReadAsync(System.Data.Common.DbConnection connection, BatchId batch, List<Group> groups, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<Row>(
            $"""
            select id, file, line, outcome, title, year, title_id, reason, candidates, record, coalesce(kind, 'film') as kind, decision, pending from import_rows
            where batch_id = @batch and {database.Dialect.Among("id", "@ids")}
            """, new { batch, ids = IdSet.Of(groups.Select(group => group.First)) }, cancel)).ToDictionary(row => row.Id);
        var candidates = rows.Values.ToDictionary(row => row.Id, row => row.Candidates is { } json ? JsonSerializer.Deserialize<long[]>(json)! : []);
        var titles = await TitlesAsync(connection, candidates.Values.SelectMany(ids => ids).Concat(rows.Values.Select(row => row.TitleId).OfType<long>()), cancel);
        return [.. groups.Where(group => rows.ContainsKey(group.First)).Select(group => Of(group, rows[group.First], candidates[group.First], titles))];
    }

    static RowsAlike Of(Group group, Row row, long[] candidates, Dictionary<long, PickedTitle> titles) => new(
        row.Id, group.Rows, row.Kind, row.File, row.Line, row.Title, row.Year, row.Reason, row.Outcome, row.Decision, row.TitleId is { } id ? new TitleId(id) : null, row.Pending,
        FindImports.Told(row.Record),
        [.. (row.Decision == RowDecisions.Title && row.TitleId is { } chosen ? candidates.Append(chosen).Distinct() : candidates).Where(titles.ContainsKey).Select(known => titles[known])]);

    async Task<Dictionary<long, PickedTitle>> TitlesAsync(System.Data.Common.DbConnection connection, IEnumerable<long> ids, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        return (await connection.QueryAsync<PickedTitle>(
        $"""
        select t.id, t.title, t.year, t.kind,
            (select min(p.name) from credits c join people p on p.id = c.person_id where c.title_id = t.id and c.role in ('director', 'creator')) as director
        from titles t where {database.Dialect.Among("t.id", "@ids")} and {sight.Allows("t")}
        """, new { ids = IdSet.Of(ids.Distinct()) }, cancel)).ToDictionary(title => title.Id.Value);
    }

    sealed record Group(long First, int Rows);

    sealed record Row(
        long Id, string? File, int Line, string Outcome, string? Title, int? Year, long? TitleId, string? Reason, string? Candidates, string? Record, string Kind, string? Decision, bool Pending);
}

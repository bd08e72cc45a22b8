using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>Watchlist, favourites and own lists. What is listed already keeps its place; new titles go to the end, or where their list puts them.</summary>
sealed class KeepLists(DbConnection connection, object owner)
{
    const double Apart = 1024;

    static readonly string[] Columns = ["title_id", "at", "place", "note"];

    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, IReadOnlyList<ImportedList> lists, string source, CancellationToken cancel)
    {
        var whole = rows.Where(row => row.IsWhole).ToList();
        await KeepAsync("watchlist", "Watchlist", whole.Where(row => row.Item!.OnWatchlist || row.Item.State == WatchState.Planned), row => row.Item!.ListedAt, cancel);
        await KeepAsync("favourites", "Favourites", whole.Where(row => row.Item!.IsLiked), row => row.Item!.LikedAt, cancel);
        foreach (var list in lists)
            await ListAsync(list, source, cancel);
        // A list may hold an episode at its source; ours hold titles.
        foreach (var list in rows.Where(row => row.Title is not null && row.Item!.ListPlace is not null).GroupBy(row => row.Item!.ListPlace!.ListKey))
        {
            var place = list.First().Item!.ListPlace!;
            var id = await ListAsync(new ImportedList("", 0, "", place.ListKey, place.ListName), source, cancel);
            await FillAsync(id, list.DistinctBy(row => row.Title).Select(row => (row, row.Item!.ListedAt, row.Item.ListPlace!.Position * Apart, row.Item.ListPlace.Note)), cancel);
        }
    }

    async Task KeepAsync(string kind, string name, IEnumerable<PlacedRow> rows, Func<PlacedRow, DateTimeOffset?> at, CancellationToken cancel)
    {
        var listed = rows.DistinctBy(row => row.Title).ToList();
        if (listed.Count == 0)
            return;
        var parameters = With(new { kind, name });
        await connection.ExecuteAsync(
            "insert into lists (profile_id, kind, name, created_at, updated_at) select @profile, @kind, @name, @now, @now where true on conflict do nothing", parameters, cancel);
        var id = await connection.ScalarAsync<long>("select id from lists where profile_id = @profile and kind = @kind", parameters, cancel);
        await FillAsync(id, listed.Select(row => (row, at(row), (double?)null, (string?)null)), cancel);
    }

    async Task<long> ListAsync(ImportedList list, string source, CancellationToken cancel)
    {
        var parameters = With(new
        {
            key = list.Key,
            name = Shortened(list.Name, 200),
            list.Description,
            visibility = list.Visibility is "public" or "friends" ? list.Visibility : "private",
            created = list.CreatedAt,
            // A filter is our own grammar: only our own export has one.
            icon = source == "marquee" ? list.Icon : null,
            filter = source == "marquee" ? list.Filter : null,
        });
        await connection.ExecuteAsync(
            """
            insert into lists (profile_id, kind, name, description, icon, filter, visibility, source, source_id, batch_id, created_at, updated_at)
            select @profile, 'own', @name, cast(@Description as text), cast(@icon as text), cast(@filter as text), @visibility, @source, @key, @batch, coalesce(cast(@created as bigint), @now), coalesce(cast(@created as bigint), @now) where true
            on conflict do nothing
            """, parameters, cancel);
        return await connection.ScalarAsync<long>("select id from lists where profile_id = @profile and source = @source and source_id = @key", parameters, cancel);
    }

    async Task FillAsync(long list, IEnumerable<(PlacedRow Row, DateTimeOffset? At, double? Place, string? Note)> items, CancellationToken cancel)
    {
        await connection.ExecuteAsync("create temp table if not exists import_listed (title_id bigint, at bigint, place double precision, note text)", null, cancel);
        await connection.ExecuteAsync("delete from import_listed", null, cancel);
        await connection.BulkCopyAsync("import_listed", Columns, items.Select((item, order) => new object?[]
        {
            item.Row.Title!.Value, item.At?.ToUnixTimeMilliseconds(), item.Place ?? -(order + 1) * Apart, item.Note,
        }), cancel);
        // A place below nought is one behind the last.
        await connection.ExecuteAsync(
            """
            insert into list_items (list_id, title_id, position, note, added_at, added_by, source, batch_id)
            select @list, s.title_id, case when s.place > 0 then s.place else coalesce((select max(i.position) from list_items i where i.list_id = @list), 0) - s.place end,
                s.note, coalesce(s.at, @now), @profile, @source, @batch from import_listed s
            where exists (select 1 from lists l where l.id = @list and l.profile_id = @profile)
            on conflict do nothing
            """, With(new { list }), cancel);
    }

    Dapper.DynamicParameters With(object more)
    {
        var parameters = new Dapper.DynamicParameters(owner);
        parameters.AddDynamicParams(more);
        return parameters;
    }

    static string Shortened(string text, int longest) => text.Length <= longest ? text : text[..longest];
}

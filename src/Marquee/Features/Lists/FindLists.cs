using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Api;

namespace Marquee.Features.Lists;

/// <summary>A title in a list.</summary>
/// <param name="Position">A fraction; larger is further down. None in lists kept by rule or filter.</param>
/// <param name="Rating">The reader's own, 1 … 10.</param>
sealed record ListItemView(TitleCard Title, double? Position, string? Note, DateTimeOffset? AddedAt, string? AddedBy, int Version, bool Seen, decimal? Rating);

/// <summary>Looks up lists: one's own, those one works on, and those one may look at.</summary>
sealed class FindLists(Database database, CurrentProfile current, SystemLists system, TimeProvider clock)
{
    static string Columns(TitleSight sight) =>
        $"""
        l.id, l.kind, l.name, l.description, l.icon, l.visibility, l.filter, l.share_secret, l.version, l.profile_id, o.display_name as owner,
            (select count(*) from list_items i where i.list_id = l.id and {sight.AllowsId("i.title_id")}) as items, l.created_at, l.updated_at,
            (select c.role from list_collaborators c where c.list_id = l.id and c.profile_id = @profile) as role
        from lists l join profiles o on o.id = l.profile_id
        """;

    /// <summary>All lists of the profile and those it works on: its system lists first, then the one changed last.</summary>
    public async Task<IReadOnlyList<ListView>> MineAsync(CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await system.EnsureAsync(profile.Id, cancel);
        var sight = TitleSight.Of(profile);
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select {Columns(sight)} where l.profile_id = @profile or l.id in (select list_id from list_collaborators where profile_id = @profile)
            order by case l.kind when 'watchlist' then 0 when 'watching' then 1 when 'completed' then 2 when 'favourites' then 3 else 4 end, l.updated_at desc, l.id
            """, new { profile = profile.Id }, cancel);
        var views = new List<ListView>();
        foreach (var row in rows)
            views.Add(row.View(profile.Id, row.IsByHand ? row.Items : await RuleOf(row.Kind, row.Filter, row.ProfileId, sight).CountAsync(connection, cancel)));
        return views;
    }

    /// <summary>A list that the reader may see.</summary>
    /// <exception cref="Platform.Errors.NotFound">There is none, or not for them.</exception>
    public async Task<ListView> OneAsync(ListId id, string? secret, CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel);
        var sight = TitleSight.Of(profile);
        await using var connection = await database.OpenAsync(cancel);
        await FoundList.FindAsync(connection, id, profile?.Id, secret, cancel);
        var row = (await connection.FirstAsync<Row>($"select {Columns(sight)} where l.id = @id", new { id, profile = profile?.Id ?? new ProfileId(0) }, cancel))!;
        return row.View(profile?.Id, row.IsByHand ? row.Items : await RuleOf(row.Kind, row.Filter, row.ProfileId, sight).CountAsync(connection, cancel));
    }

    /// <summary>A page of a list's titles, in its order.</summary>
    public async Task<(IReadOnlyList<ListItemView> Items, Pagination Pagination)> ItemsAsync(ListId id, string? secret, string? after, int? limit, CancellationToken cancel)
    {
        var count = PageKey.Limit(limit, usual: 100);
        var profile = await current.FindAsync(cancel);
        var sight = TitleSight.Of(profile);
        await using var connection = await database.OpenAsync(cancel);
        var list = await FoundList.FindAsync(connection, id, profile?.Id, secret, cancel);
        if (!list.IsByHand)
        {
            var page = await RuleOf(list.Kind, list.Filter, list.ProfileId, sight).PageAsync(connection, after, count, cancel);
            return (await ViewsAsync(connection, [.. page.Titles.Select(t => new ItemRow(t, null, null, null, null, 0))], profile?.Id, sight, cancel),
                new Pagination(1, count, page.Count, (page.Count + count - 1) / count, page.Next));
        }

        var behind = "";
        var (position, title) = (0.0, 0L);
        if (!string.IsNullOrEmpty(after))
        {
            if (after.Split('_') is not [var p, var t] || !double.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out position) || !long.TryParse(t, System.Globalization.CultureInfo.InvariantCulture, out title))
                throw new Platform.Errors.Invalid("after_invalid", "'after' takes the 'next' of the page before.", "after");
            behind = "and (i.position > @position or (i.position = @position and i.title_id > @title))";
        }

        var rows = await connection.QueryAsync<ItemRow>(
            $"""
            select i.title_id, i.position, i.note, i.added_at, case when i.added_by is null or i.added_by = @owner then null else a.display_name end as added_by, i.version
            from list_items i left join profiles a on a.id = i.added_by where i.list_id = @id and {sight.AllowsId("i.title_id")} {behind} order by i.position, i.title_id limit @count
            """, new { id, owner = list.ProfileId, position, title, count = count + 1 }, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from list_items where list_id = @id and {sight.AllowsId("title_id")}", new { id }, cancel);
        string? next = null;
        if (rows.Count > count)
        {
            rows.RemoveAt(count);
            next = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows[^1].Position:R}_{rows[^1].TitleId}");
        }

        return (await ViewsAsync(connection, rows, profile?.Id, sight, cancel), new Pagination(1, count, total, (total + count - 1) / count, next));
    }

    /// <summary>The lists that hold a title, among those the profile may put titles into.</summary>
    public async Task<IReadOnlyList<ListWithTitle>> WithTitleAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<ListWithTitle>(
            $"""
            select l.id, l.kind, l.name, (select count(*) from list_items i where i.list_id = l.id and {TitleSight.Of(profile).AllowsId("i.title_id")}) as count,
                (select count(*) from list_items i where i.list_id = l.id and i.title_id = @title) as holds
            from lists l where l.filter is null and l.kind in ('watchlist', 'favourites', 'own')
                and (l.profile_id = @profile or l.id in (select list_id from list_collaborators where profile_id = @profile)) order by l.updated_at desc, l.id
            """, new { profile = profile.Id, title }, cancel);
    }

    FilteredTitles RuleOf(string kind, string? filter, ProfileId owner, TitleSight sight) => kind switch
    {
        "watching" => new FilteredTitles("status:watching,up_to_date", null, "recent", owner, sight, clock.GetUtcNow(), "tt.title_id is not null"),
        "completed" => new FilteredTitles("status:completed", null, "recent", owner, sight, clock.GetUtcNow(), "tt.title_id is not null"),
        _ => new FilteredTitles(filter, null, "popularity", owner, sight, clock.GetUtcNow()),
    };

    async Task<IReadOnlyList<ListItemView>> ViewsAsync(System.Data.Common.DbConnection connection, List<ItemRow> rows, ProfileId? reader, TitleSight sight, CancellationToken cancel)
    {
        var cards = (await connection.TitleCardsAsync(database.Dialect, [.. rows.Select(r => r.TitleId)], sight, cancel)).ToDictionary(c => c.Id);
        var marks = reader is null ? [] : await connection.QueryAsync<Mark>(
            $"""
            select t.id, coalesce(tt.plays, 0) as plays, r.value as tenths from titles t
            left join tracked_titles tt on tt.title_id = t.id and tt.profile_id = @reader left join ratings r on r.title_id = t.id and r.profile_id = @reader
            where {database.Dialect.Among("t.id", "@ids")}
            """, new { reader, ids = IdSet.Of(rows.Select(r => r.TitleId)) }, cancel);
        var byTitle = marks.ToDictionary(m => m.Id);
        return [.. rows.Where(r => cards.ContainsKey(r.TitleId)).Select(r =>
        {
            var mark = byTitle.GetValueOrDefault(r.TitleId);
            return new ListItemView(cards[r.TitleId], r.Position, r.Note, r.AddedAt, r.AddedBy, r.Version, mark?.Plays > 0, mark?.Tenths / 10m);
        })];
    }

    sealed record Row(
        ListId Id, string Kind, string Name, string? Description, string? Icon, string Visibility, string? Filter, string? ShareSecret, int Version, ProfileId ProfileId,
        string Owner, long Items, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Role)
    {
        public bool IsByHand => Filter is null && Kind is not ("watching" or "completed");

        public ListView View(ProfileId? reader, long count)
        {
            var role = reader == ProfileId ? "own" : Role ?? "read";
            return new ListView(Id, Kind, Name, Description, Icon, Visibility, Filter, role is "own" or "edit" ? ShareSecret : null, Version, role, Owner, count, CreatedAt, UpdatedAt);
        }
    }

    sealed record ItemRow(TitleId TitleId, double? Position, string? Note, DateTimeOffset? AddedAt, string? AddedBy, int Version);

    sealed record Mark(TitleId Id, int Plays, int? Tenths);
}

/// <summary>A list, and whether it holds the title in question.</summary>
sealed record ListWithTitle(ListId Id, string Kind, string Name, long Count, long Holds);

using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Lists;

/// <summary>What became of a list's titles.</summary>
sealed record ItemsKept(ListId ListId, IReadOnlyList<TitleId> Changed, string Words);

/// <summary>
/// Puts titles into a list, takes them out, moves and annotates them. What several people do at once merges, for each touches its own rows;
/// where it cannot, the second is told what happened.
/// </summary>
sealed class ListItems(Database database, Journal journal, CurrentProfile current, KeepList keep, SystemLists system)
{
    /// <summary>Between two neighbours' positions at first: halved ten times before it is one.</summary>
    internal const double Apart = 1024;

    const int MostPerRequest = 500;
    const double TooNear = 1e-6;

    /// <summary>Adds to the end; titles that are there already stay where they are.</summary>
    public async Task<Written<ItemsKept>> AddAsync(ListId id, IReadOnlyList<TitleId> titles, string? note, CancellationToken cancel)
    {
        CheckNote(note);
        if (titles.Count is 0 or > MostPerRequest)
            throw new Invalid("titles_invalid", $"Send 1 to {MostPerRequest} titles.", "titles");
        var (profile, list) = await ByHandAsync(id, ListRole.Add, cancel);
        var names = await NamesAsync(titles, cancel);
        return await WriteAsync(profile, list, "list.added", $"Added {Words(names)} to {list.Name}", titles, async (connection, now) =>
        {
            var end = await connection.ScalarAsync<double?>("select max(position) from list_items where list_id = @id", new { id }, cancel) ?? 0;
            var added = new List<TitleId>();
            foreach (var title in titles.Distinct())
                if (await connection.ExecuteAsync(
                    """
                    insert into list_items (list_id, title_id, position, note, added_at, source, added_by) values (@id, @title, @position, @note, @now, 'manual', @profile)
                    on conflict (list_id, title_id) do nothing
                    """, new { id, title, position = end += Apart, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(), now, profile }, cancel) > 0)
                {
                    added.Add(title);
                    await connection.AppendAsync("title.listed", new { ProfileId = profile, TitleId = title, ListId = id, ListKind = list.Kind }, now, cancel);
                }

            return new ItemsKept(id, added, added.Count == 0 ? $"{Words(names)} is in {list.Name} already." : $"{Words(names)} is in {list.Name}.");
        }, cancel);
    }

    /// <summary>Takes titles out; who may only add takes out what they added.</summary>
    public async Task<Written<ItemsKept>> RemoveAsync(ListId id, IReadOnlyList<TitleId> titles, CancellationToken cancel)
    {
        var (profile, list) = await ByHandAsync(id, ListRole.Add, cancel);
        var names = await NamesAsync(titles, cancel);
        return await WriteAsync(profile, list, "list.removed", $"Took {Words(names)} out of {list.Name}", titles, async (connection, now) =>
        {
            var mine = list.Role == ListRole.Add ? "and added_by = @profile" : "";
            var gone = await connection.QueryAsync<TitleId>(
                $"delete from list_items where list_id = @id {mine} and {database.Dialect.Among("title_id", "@titles")} returning title_id",
                new { id, profile, titles = IdSet.Of(titles) }, cancel);
            if (gone.Count == 0 && list.Role == ListRole.Add)
                throw new Forbidden("item_not_yours", "You may take out what you added yourself.");
            return new ItemsKept(id, gone, gone.Count == 0 ? "It was not in the list." : $"{Words(names)} is out of {list.Name}.");
        }, cancel);
    }

    /// <summary>Moves a title right behind another, or to the top. One row is written.</summary>
    /// <param name="after">The title it comes behind; null: it becomes the first.</param>
    public async Task<Written<ItemsKept>> MoveAsync(ListId id, TitleId title, TitleId? after, CancellationToken cancel)
    {
        var (profile, list) = await ByHandAsync(id, ListRole.Edit, cancel);
        var names = await NamesAsync([title], cancel);
        return await WriteAsync(profile, list, "list.moved", $"Moved {Words(names)} in {list.Name}", [title], async (connection, now) =>
        {
            var place = await PlaceAsync(connection, id, title, after, cancel);
            if (await connection.ExecuteAsync("update list_items set position = @place, version = version + 1 where list_id = @id and title_id = @title", new { id, title, place }, cancel) == 0)
                throw new Conflict("item_gone", "Somebody took that title out of the list meanwhile.");
            return new ItemsKept(id, [title], $"{Words(names)} moved.");
        }, cancel);
    }

    /// <summary>Moves a title up or down by so many places.</summary>
    public async Task<Written<ItemsKept>> StepAsync(ListId id, TitleId title, int by, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        List<TitleId> order;
        await using (var connection = await database.OpenAsync(cancel))
            order = await connection.QueryAsync<TitleId>($"select title_id from list_items where list_id = @id and {sight.AllowsId("title_id")} order by position, title_id", new { id }, cancel);
        var at = order.IndexOf(title);
        var to = Math.Clamp(at + by, 0, Math.Max(0, order.Count - 1));
        order.Remove(title);
        return await MoveAsync(id, title, to == 0 ? null : order[to - 1], cancel);
    }

    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<ItemsKept>> NoteAsync(ListId id, TitleId title, string? note, int? version, CancellationToken cancel)
    {
        CheckNote(note);
        var (profile, list) = await ByHandAsync(id, ListRole.Edit, cancel);
        await NamesAsync([title], cancel);
        return await WriteAsync(profile, list, "list.noted", $"Changed a note in {list.Name}", [title], async (connection, now) =>
        {
            var changed = await connection.ExecuteAsync(
                "update list_items set note = @note, version = version + 1 where list_id = @id and title_id = @title and version = coalesce(@version, version)",
                new { id, title, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(), version }, cancel);
            if (changed == 0)
                throw await connection.ScalarAsync<long?>("select title_id from list_items where list_id = @id and title_id = @title", new { id, title }, cancel) is null
                    ? new Conflict("item_gone", "Somebody took that title out of the list meanwhile.")
                    : new Outdated("Somebody changed this note since you opened it. Look at what they wrote, then save yours.");
            return new ItemsKept(id, [title], "Note saved.");
        }, cancel);
    }

    /// <summary>Puts a title onto a system list of the profile, or takes it off: watchlist or favourites.</summary>
    public async Task<Written<ItemsKept>> SetAsync(string kind, TitleId title, bool on, CancellationToken cancel)
    {
        await NamesAsync([title], cancel);
        var list = await system.FindAsync((await current.EnsureAsync(cancel)).Id, kind, cancel);
        return on ? await AddAsync(list, [title], null, cancel) : await RemoveAsync(list, [title], cancel);
    }

    static async Task<double> PlaceAsync(DbConnection connection, ListId id, TitleId title, TitleId? after, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            double low = 0;
            if (after is not null)
                low = await connection.ScalarAsync<double?>("select position from list_items where list_id = @id and title_id = @after", new { id, after }, cancel)
                    ?? throw new Conflict("item_gone", "The title it was to come behind is no longer in the list. Look at the list again.");
            var high = await connection.ScalarAsync<double?>(
                $"select min(position) from list_items where list_id = @id and title_id <> @title {(after is null ? "" : "and position > @low")}", new { id, title, low }, cancel);
            if (high is not { } next)
                return low + Apart;
            var first = after is null ? next - Apart : (low + next) / 2;
            if (after is null || next - low > TooNear || tries > 0)
                return first;
            // Halved until nothing is left between two neighbours: the whole list is spread out once.
            await connection.ExecuteAsync(
                $"""
                update list_items set position = (select count(*) from list_items o where o.list_id = list_items.list_id
                    and (o.position < list_items.position or (o.position = list_items.position and o.title_id <= list_items.title_id))) * {Apart} where list_id = @id
                """, new { id }, cancel);
        }
    }

    async Task<Written<ItemsKept>> WriteAsync(
        ProfileId profile, FoundList list, string kind, string words, IReadOnlyList<TitleId> titles, Func<DbConnection, DateTimeOffset, Task<ItemsKept>> work, CancellationToken cancel) =>
        await journal.WriteAsync(profile, new JournalTitle(kind, words),
            [new JournalScope("list_items", $"list_id = @Id and {database.Dialect.Among("title_id", "@titles")}", new { list.Id, titles = IdSet.Of(titles) })],
            async (connection, now) =>
            {
                var kept = await work(connection, now);
                if (kept.Changed.Count > 0)
                {
                    await connection.ExecuteAsync("update lists set updated_at = @now where id = @Id", new { list.Id, now }, cancel);
                    await connection.AppendAsync(kind, new { ProfileId = profile, ListId = list.Id, ListKind = list.Kind, TitleIds = kept.Changed }, now, cancel);
                }

                return kept;
            }, cancel, await keep.AudienceAsync(list, cancel));

    async Task<(ProfileId Profile, FoundList List)> ByHandAsync(ListId id, ListRole least, CancellationToken cancel)
    {
        var (profile, list) = await keep.ForAsync(id, least, cancel);
        return list.IsByHand ? (profile, list) : throw new Forbidden("list_by_rule", $"{list.Name} is filled by its rule. Titles come and go by themselves.");
    }

    async Task<Dictionary<TitleId, string>> NamesAsync(IReadOnlyList<TitleId> titles, CancellationToken cancel)
    {
        var sight = TitleSight.Of(await current.FindAsync(cancel));
        await using var connection = await database.OpenAsync(cancel);
        var names = (await connection.QueryAsync<Named>($"select id, title from titles where {database.Dialect.Among("id", "@ids")} and {sight.Allows()}", new { ids = IdSet.Of(titles) }, cancel))
            .ToDictionary(t => t.Id, t => t.Title);
        return names.Count == titles.Distinct().Count() ? names : throw new NotFound("title_not_found", "There is no such title.");
    }

    static void CheckNote(string? note)
    {
        if (note?.Length > 500)
            throw new Invalid("note_invalid", "Description too long (max 500)", "note");
    }

    static string Words(Dictionary<TitleId, string> names) => names.Count == 1 ? names.Values.First() : $"{names.Count} titles";

    sealed record Named(TitleId Id, string Title);
}

using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>
/// Makes, edits and deletes titles that no provider knows, or that are here without one. They are their maker's alone; an admin may share one with everybody here,
/// and from then on search finds it.
/// </summary>
sealed class KeepManualTitle(Database database, CurrentProfile current, TimeProvider clock, IEnumerable<ITitlesWritten> listeners)
{
    const int MostTitles = 20_000;

    sealed record Row(TitleId Id, string Kind, string Title, long? MadeBy, bool Shared, int Version);

    public async Task<TitleId> MakeAsync(ManualTitle title, Editor editor, CancellationToken cancel)
    {
        // What nobody has rated is kept from a kid: it would not see its own title.
        if (editor.Sight.Cap is not null)
            throw new Forbidden("not_for_kids", "A kid’s profile cannot do this. Switch to a grown-up’s.");
        ManualTitleRules.Check(title, isNew: true);
        CheckShare(title.Shared, editor);
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
            var name = title.Title!.Trim();
            if (await connection.ScalarAsync<long>("select count(*) from titles where made_by = @profile", new { profile }, cancel) >= MostTitles)
                throw new Conflict("titles_too_many", $"You have written {MostTitles:N0} titles. Delete one that is no longer needed.");
            if (await connection.ScalarAsync<long?>(
                "select id from titles where made_by = @profile and merged_into is null and kind = @Kind and match_key = @key and coalesce(year, 0) = coalesce(@Year, 0)",
                new { profile, title.Kind, key = Key(name), title.Year }, cancel) is not null)
                throw new Conflict("title_known", "You have written this title already. Change that one.");
            var id = new TitleId(await connection.ScalarAsync<long>(
                """
                insert into titles (kind, title, sort_title, match_key, manual, made_by, shared, created_at, metadata_updated_at)
                values (@Kind, @name, @key, @key, true, @profile, @shared, @now, @now) returning id
                """, new { title.Kind, name, key = Key(name), profile, shared = title.Shared == true, now }, cancel));
            await WriteAsync(connection, id, title.Kind!, title, now, cancel);
            await AfterAsync(connection, "title.made", id, profile, now, cancel);
            return id;
        }, cancel);
    }

    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public Task EditAsync(TitleId id, ManualTitle title, Editor editor, int? version, CancellationToken cancel)
    {
        ManualTitleRules.Check(title, isNew: false);
        return database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
            var row = await FindAsync(connection, id, editor, cancel);
            if (title.Shared is not null && title.Shared != row.Shared)
                CheckShare(true, editor);
            if (title.Kind is not null && title.Kind != row.Kind)
                throw new Invalid("kind_stays", "A film stays a film. Write a new title and merge this one into it.", "kind");
            if (await connection.ExecuteAsync(
                "update titles set shared = coalesce(@Shared, shared), version = version + 1, metadata_updated_at = @now where id = @id and version = coalesce(@version, version)",
                new { id, title.Shared, version, now }, cancel) == 0)
                throw new Outdated("Somebody changed this title since you opened it. Look at what they wrote, then save yours.");
            await WriteAsync(connection, id, row.Kind, title, now, cancel);
            await AfterAsync(connection, "title.edited", id, editor.Profile, now, cancel);
        }, cancel);
    }

    /// <summary>Deletes one that nobody has anything of; else it is to be merged, or emptied first.</summary>
    public Task DeleteAsync(TitleId id, Editor editor, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var row = await FindAsync(connection, id, editor, cancel);
        var used = Merging.MergedRows.Tables.Where(table => table.Name is not ("play_sources" or "import_rows" or "hidden_titles")).Select(table => $"exists (select 1 from {table.Name} x where x.title_id = @id)");
        if (await connection.ScalarAsync<long>($"select count(*) from titles where id = @id and ({string.Join(" or ", used)} or exists (select 1 from titles m where m.merged_into = @id))", new { id }, cancel) > 0)
            throw new Conflict("title_in_use", $"{row.Title} is in somebody’s diary, list or ratings, or another title became it. Take it out there first, or merge it into another title.");
        await connection.ExecuteAsync("delete from titles where id = @id", new { id }, cancel);
        await connection.AppendAsync("title.deleted", new { TitleId = id, ProfileId = editor.Profile }, clock.GetUtcNow(), cancel);
    }, cancel);

    /// <exception cref="NotFound">It is not there for them.</exception>
    /// <exception cref="Forbidden">It is there, and somebody else's to change.</exception>
    static async Task<Row> FindAsync(DbConnection connection, TitleId id, Editor editor, CancellationToken cancel)
    {
        var row = await connection.FirstAsync<Row>($"select id, kind, title, made_by, shared, version from titles where id = @id and manual and {editor.Sight.Allows()}", new { id }, cancel);
        if (row is null)
            throw await connection.ScalarAsync<long?>($"select id from titles where id = @id and {editor.Sight.Allows()}", new { id }, cancel) is null
                ? new NotFound("title_not_found", "There is no such title.")
                : new Forbidden("title_not_manual", "This title comes from a catalogue. Only titles that somebody wrote can be changed here.");
        return editor.MayEdit(row.MadeBy, row.Shared) ? row : throw new Forbidden("title_not_yours", "Whoever wrote this title changes it, or an admin.");
    }

    static void CheckShare(bool? shared, Editor editor)
    {
        if (shared == true && !editor.IsAdmin)
            throw new Forbidden("share_not_yours", "An admin decides what is there for everybody.");
    }

    async Task WriteAsync(DbConnection connection, TitleId id, string kind, ManualTitle title, DateTimeOffset now, CancellationToken cancel)
    {
        if (title.Title?.Trim() is { } name)
            await connection.ExecuteAsync("update titles set title = @name, sort_title = @key, match_key = @key where id = @id", new { id, name, key = Key(name) }, cancel);
        await connection.ExecuteAsync(
            """
            update titles set year = case when @Year is null then year else nullif(@Year, 0) end, runtime = case when @Runtime is null then runtime else nullif(@Runtime, 0) end,
                original_title = case when cast(@original as text) is null then original_title else nullif(@original, '') end,
                overview = case when cast(@overview as text) is null then overview else nullif(@overview, '') end where id = @id
            """, new { id, title.Year, title.Runtime, original = title.OriginalTitle?.Trim(), overview = title.Overview?.Trim() }, cancel);
        await new ManualParts(connection, database.Dialect, id, kind).WriteAsync(title, cancel);
    }

    async Task AfterAsync(DbConnection connection, string kind, TitleId id, ProfileId? profile, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, [id], cancel);
        await connection.AppendAsync(kind, new { TitleId = id, ProfileId = profile }, now, cancel);
    }

    static string Key(string name) => TitleKey.Of(name) is { Length: > 0 } key ? key : name;
}

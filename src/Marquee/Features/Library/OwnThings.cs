using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Library;

/// <summary>A copy somebody owns.</summary>
/// <param name="Medium">disc, file or service.</param>
/// <param name="Format">Blu-ray, 4K, or the name of the service.</param>
/// <param name="Place">Which shelf or folder.</param>
public sealed record CopyView(string Id, string Medium, string? Format, string? Place, string? Note, int Version);

sealed record CopyRequest(string? Medium, string? Format = null, string? Place = null, string? Note = null);

/// <summary>What is the profile's own about one title.</summary>
sealed record OwnThingsOf(TitleId TitleId, IReadOnlyList<string> Tags, string? Note, int NoteVersion, IReadOnlyList<CopyView> Copies);

/// <summary>Tags, private notes and owned copies of a title.</summary>
sealed class OwnThings(Database database, Journal journal, CurrentProfile current)
{
    public static readonly IReadOnlyList<string> Media = ["disc", "file", "service"];
    const int MostTags = 30;

    public async Task<OwnThingsOf> FindAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return new OwnThingsOf(title, [], null, 0, []);
        await using var connection = await database.OpenAsync(cancel);
        return await FindAsync(connection, profile.Id, title, cancel);
    }

    /// <summary>Sets the tags of a title: these and no others.</summary>
    public Task<Written<OwnThingsOf>> TagAsync(TitleId title, IReadOnlyList<string> tags, CancellationToken cancel)
    {
        var names = tags.Select(Tag).Distinct().ToList();
        if (names.Count > MostTags)
            throw new Invalid("tags_invalid", $"A title has at most {MostTags} tags.", "tags");
        return WriteAsync(title, "title.tagged", "Tags of", "title_tags", async (connection, profile, now) =>
        {
            await connection.ExecuteAsync($"delete from title_tags where profile_id = @profile and title_id = @title and not ({database.Dialect.Among("name", "@names")})",
                new { profile, title, names = new TextSet(names) }, cancel);
            foreach (var name in names)
                await connection.ExecuteAsync("insert into title_tags (profile_id, name, title_id, added_at) values (@profile, @name, @title, @now) on conflict do nothing",
                    new { profile, name, title, now }, cancel);
        }, cancel);
    }

    /// <param name="note">Empty: there is none any more.</param>
    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public Task<Written<OwnThingsOf>> NoteAsync(TitleId title, string? note, int? version, CancellationToken cancel)
    {
        if (note?.Length > 5_000)
            throw new Invalid("note_invalid", "A note has at most 5,000 characters.", "note");
        return WriteAsync(title, "title.noted", "Note on", "title_notes", async (connection, profile, now) =>
        {
            var known = await connection.ScalarAsync<int?>("select version from title_notes where profile_id = @profile and title_id = @title", new { profile, title }, cancel) ?? 0;
            if (version is { } expected && expected != known)
                throw new Outdated("The note was changed since you opened it. Look at it again, then save yours.");
            if (string.IsNullOrWhiteSpace(note))
                await connection.ExecuteAsync("delete from title_notes where profile_id = @profile and title_id = @title", new { profile, title }, cancel);
            else
                await connection.ExecuteAsync(
                    """
                    insert into title_notes (profile_id, title_id, body, updated_at) values (@profile, @title, @body, @now)
                    on conflict (profile_id, title_id) do update set body = excluded.body, updated_at = excluded.updated_at, version = title_notes.version + 1
                    """, new { profile, title, body = note.Trim(), now }, cancel);
        }, cancel);
    }

    public Task<Written<OwnThingsOf>> OwnAsync(TitleId title, CopyRequest copy, CancellationToken cancel)
    {
        Check(copy, isNew: true);
        return WriteAsync(title, "title.owned", "A copy of", "owned_copies", (connection, profile, now) => connection.ExecuteAsync(
            """
            insert into owned_copies (profile_id, title_id, medium, format, place, note, created_at, updated_at)
            values (@profile, @title, @Medium, @Format, @Place, @Note, @now, @now)
            """, new { profile, title, copy.Medium, Format = Text(copy.Format), Place = Text(copy.Place), Note = Text(copy.Note), now }, cancel), cancel);
    }

    /// <summary>Changes what is said of a copy; what is left out stays, and the empty text takes it away.</summary>
    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public Task<Written<OwnThingsOf>> ChangeCopyAsync(TitleId title, long id, CopyRequest copy, int? version, CancellationToken cancel)
    {
        Check(copy, isNew: false);
        return WriteAsync(title, "copy.edited", "A copy of", "owned_copies", async (connection, profile, now) =>
        {
            await ExpectAsync(connection, profile, title, id, version, cancel);
            await connection.ExecuteAsync(
                """
                update owned_copies set medium = coalesce(@Medium, medium), format = case when @Format is null then format else nullif(@Format, '') end,
                    place = case when @Place is null then place else nullif(@Place, '') end, note = case when @Note is null then note else nullif(@Note, '') end,
                    updated_at = @now, version = version + 1
                where id = @id and profile_id = @profile and title_id = @title
                """, new { id, profile, title, copy.Medium, Format = copy.Format?.Trim(), Place = copy.Place?.Trim(), Note = copy.Note?.Trim(), now }, cancel);
        }, cancel);
    }

    /// <param name="version">The version somebody looked at; null: whichever is there.</param>
    public Task<Written<OwnThingsOf>> DisownAsync(TitleId title, long id, int? version, CancellationToken cancel) =>
        WriteAsync(title, "title.disowned", "A copy of", "owned_copies", async (connection, profile, _) =>
        {
            await ExpectAsync(connection, profile, title, id, version, cancel);
            await connection.ExecuteAsync("delete from owned_copies where id = @id and profile_id = @profile and title_id = @title", new { id, profile, title }, cancel);
        }, cancel);

    static async Task ExpectAsync(DbConnection connection, ProfileId profile, TitleId title, long id, int? version, CancellationToken cancel)
    {
        var known = await connection.ScalarAsync<int?>("select version from owned_copies where id = @id and profile_id = @profile and title_id = @title", new { id, profile, title }, cancel)
            ?? throw new NotFound("copy_not_found", "There is no such copy.");
        if (version is { } expected && expected != known)
            throw new Outdated("This copy was changed since you looked at it. Look at it again, then change it.");
    }

    static void Check(CopyRequest copy, bool isNew)
    {
        if (isNew || copy.Medium is not null)
            if (copy.Medium is null || !Media.Contains(copy.Medium))
                throw new Invalid("medium_invalid", "A copy is a disc, a file or at a service.", "medium");
        if (copy.Format?.Length > 100 || copy.Place?.Length > 200 || copy.Note?.Length > 500)
            throw new Invalid("copy_invalid", "Description too long (max 500)", "note");
    }

    /// <summary>A tag as it is kept: lower case, single spaces.</summary>
    internal static string Tag(string tag)
    {
        var name = string.Join(' ', tag.Trim().TrimStart('#').ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return name.Length is >= 1 and <= 40 && !name.Contains(',', StringComparison.Ordinal) && !name.Contains('"', StringComparison.Ordinal)
            ? name : throw new Invalid("tag_invalid", "A tag has 1 to 40 characters, without commas and quotation marks.", "tags");
    }

    async Task<Written<OwnThingsOf>> WriteAsync(
        TitleId title, string kind, string did, string table, Func<DbConnection, ProfileId, DateTimeOffset, Task> work, CancellationToken cancel)
    {
        string name;
        await using (var reading = await database.OpenAsync(cancel))
            name = await reading.ScalarAsync<string>("select title from titles where id = @title", new { title }, cancel) ?? throw new NotFound("title_not_found", "There is no such title.");
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await journal.WriteAsync(profile, new JournalTitle(kind, $"{did} {name}"), JournalScope.OfTitles(database.Dialect, profile, [title], table, "tracked_titles"), async (connection, now) =>
        {
            await work(connection, profile, now);
            await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [title], now, cancel);
            await connection.AppendAsync(kind, new { ProfileId = profile, TitleId = title }, now, cancel);
            return await FindAsync(connection, profile, title, cancel);
        }, cancel);
    }

    static async Task<OwnThingsOf> FindAsync(DbConnection connection, ProfileId profile, TitleId title, CancellationToken cancel)
    {
        var note = await connection.FirstAsync<NoteRow>("select body, version from title_notes where profile_id = @profile and title_id = @title", new { profile, title }, cancel);
        return new OwnThingsOf(title,
            await connection.QueryAsync<string>("select name from title_tags where profile_id = @profile and title_id = @title order by name", new { profile, title }, cancel),
            note?.Body, note?.Version ?? 0,
            await connection.QueryAsync<CopyView>(
                "select cast(id as text) as id, medium, format, place, note, version from owned_copies where profile_id = @profile and title_id = @title order by owned_copies.id", new { profile, title }, cancel));
    }

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    sealed record NoteRow(string Body, int Version);
}

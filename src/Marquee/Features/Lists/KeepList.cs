using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Lists;

/// <summary>A list's own words; what is left out of an edit stays.</summary>
/// <param name="Filter">Makes it a smart list; the empty text makes it one by hand again.</param>
sealed record ListRequest(string? Name = null, string? Description = null, string? Icon = null, string? Visibility = null, string? Filter = null);

/// <summary>Makes lists, changes their words, shares, copies and deletes them.</summary>
sealed class KeepList(Database database, Journal journal, CurrentProfile current, FindLists find)
{
    public static readonly IReadOnlyList<string> Visibilities = ["private", "friends", "public"];
    const int MostLists = 500;

    public async Task<Written<ListView>> CreateAsync(ListRequest request, CancellationToken cancel)
    {
        Check(request, isNew: true);
        var profile = (await current.EnsureAsync(cancel)).Id;
        var id = await journal.WriteAsync(profile, new JournalTitle("list.made", $"Made the list {request.Name!.Trim()}"), Scopes(profile), async (connection, now) =>
        {
            if (await connection.ScalarAsync<int>("select count(*) from lists where profile_id = @profile", new { profile }, cancel) >= MostLists)
                throw new Conflict("lists_too_many", $"There are {MostLists} lists already: delete one that is no longer needed.");
            var made = await connection.ScalarAsync<long>(
                """
                insert into lists (profile_id, kind, name, description, icon, visibility, filter, created_at, updated_at)
                values (@profile, 'own', @Name, @Description, @Icon, @Visibility, @Filter, @now, @now) returning id
                """, new { profile, Name = request.Name.Trim(), Description = Text(request.Description), Icon = Text(request.Icon), Visibility = request.Visibility ?? "private", Filter = Text(request.Filter), now }, cancel);
            await connection.AppendAsync("list.made", new { ProfileId = profile, ListId = made }, now, cancel);
            return new ListMade(new ListId(made));
        }, cancel);
        return await ViewAsync(profile, id, cancel);
    }

    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<ListView>> EditAsync(ListId id, ListRequest request, int? version, CancellationToken cancel)
    {
        Check(request, isNew: false);
        var (profile, list) = await ForAsync(id, ListRole.Edit, cancel);
        if (list.Kind != "own" && (request.Filter is not null || request.Name is not null))
            throw new Forbidden("list_system", $"{list.Name} is kept by Marquee: its name and rule stay.");
        if (request.Visibility is not null && list.Role != ListRole.Own)
            throw new Forbidden("list_not_yours", "Only its owner decides who may see a list.");
        var written = await journal.WriteAsync(profile, new JournalTitle("list.edited", $"Changed the list {list.Name}"), Scopes(list.ProfileId), async (connection, now) =>
        {
            var changed = await connection.ExecuteAsync(
                """
                update lists set name = coalesce(@Name, name), description = case when @Description is null then description else nullif(@Description, '') end,
                    icon = case when @Icon is null then icon else nullif(@Icon, '') end, visibility = coalesce(@Visibility, visibility),
                    filter = case when @Filter is null then filter else nullif(@Filter, '') end, updated_at = @now, version = version + 1
                where id = @id and version = coalesce(@version, version)
                """, new { id, Name = request.Name?.Trim(), Description = request.Description?.Trim(), Icon = request.Icon?.Trim(), request.Visibility, Filter = request.Filter?.Trim(), version, now }, cancel);
            if (changed == 0)
                throw new Outdated("Somebody changed this list since you opened it. Look at what they wrote, then save yours.");
            await connection.AppendAsync("list.edited", new { ProfileId = profile, ListId = id }, now, cancel);
            return new ListMade(id);
        }, cancel, await AudienceAsync(list, cancel));
        return await ViewAsync(profile, written, cancel);
    }

    public async Task<Written<bool>> DeleteAsync(ListId id, CancellationToken cancel)
    {
        var (profile, list) = await ForAsync(id, ListRole.Own, cancel);
        if (list.Kind != "own")
            throw new Forbidden("list_system", $"{list.Name} is kept by Marquee and stays.");
        IReadOnlyList<JournalScope> scopes =
        [
            .. Scopes(profile), new("list_items", "list_id = @id", new { id }), new("list_collaborators", "list_id = @id", new { id }),
        ];
        return await journal.WriteAsync(profile, new JournalTitle("list.deleted", $"Deleted the list {list.Name}"), scopes, async (connection, now) =>
        {
            await connection.ExecuteAsync("delete from lists where id = @id and profile_id = @profile", new { id, profile }, cancel);
            await connection.AppendAsync("list.deleted", new { ProfileId = profile, ListId = id }, now, cancel);
            return true;
        }, cancel, await AudienceAsync(list, cancel));
    }

    /// <summary>A list of one's own with the same titles and notes; a smart list stays one.</summary>
    public async Task<Written<ListView>> CopyAsync(ListId id, string? secret, CancellationToken cancel)
    {
        var source = await find.OneAsync(id, secret, cancel);
        var copier = await current.EnsureAsync(cancel);
        var profile = copier.Id;
        var titles = new List<ListItemView>();
        if (!source.IsSmart && !source.IsByHand)
            for (string? after = null; titles.Count < 1_000;)
            {
                var (items, pagination) = await find.ItemsAsync(id, secret, after, null, cancel);
                titles.AddRange(items);
                if ((after = pagination.Next) is null)
                    break;
            }

        var made = await journal.WriteAsync(profile, new JournalTitle("list.copied", $"Copied the list {source.Name}"), Scopes(profile), async (connection, now) =>
        {
            var copy = await connection.ScalarAsync<long>(
                """
                insert into lists (profile_id, kind, name, description, icon, filter, created_at, updated_at)
                select @profile, 'own', @name, description, icon, filter, @now, @now from lists where id = @id returning id
                """, new { id, profile, name = source.Name.Length > 93 ? source.Name : source.Name + ", copy", now }, cancel);
            await connection.ExecuteAsync(
                $"""
                insert into list_items (list_id, title_id, position, note, added_at, source, added_by)
                select @copy, title_id, position, note, @now, 'manual', @profile from list_items where list_id = @id and {TitleSight.Of(copier).AllowsId("title_id")}
                """, new { id, copy, profile, now }, cancel);
            for (var place = 0; place < titles.Count; place++)
                await connection.ExecuteAsync(
                    "insert into list_items (list_id, title_id, position, added_at, source, added_by) values (@copy, @title, @position, @now, 'manual', @profile)",
                    new { copy, title = titles[place].Title.Id, position = (place + 1) * ListItems.Apart, profile, now }, cancel);
            await connection.AppendAsync("list.made", new { ProfileId = profile, ListId = copy }, now, cancel);
            return new ListMade(new ListId(copy));
        }, cancel);
        return await ViewAsync(profile, made, cancel);
    }

    /// <summary>Gives a list a link, a new one each time, or takes it away.</summary>
    public async Task<ListView> ShareAsync(ListId id, bool share, CancellationToken cancel)
    {
        var (profile, list) = await ForAsync(id, ListRole.Edit, cancel);
        await journal.WriteAsync(profile, new JournalTitle("list.shared", $"{(share ? "Shared" : "Stopped sharing")} {list.Name}"), Scopes(list.ProfileId), async (connection, now) =>
        {
            // The secret itself stays out of the event: who reads events need not be let in.
            await connection.AppendAsync(share ? "list.shared" : "list.unshared", new { ProfileId = profile, ListId = id }, now, cancel);
            return await connection.ExecuteAsync("update lists set share_secret = @secret, updated_at = @now, version = version + 1 where id = @id",
                new { id, secret = share ? Secret() : null, now }, cancel);
        }, cancel, await AudienceAsync(list, cancel));
        var view = await find.OneAsync(id, null, cancel);
        await journal.AnsweredAsync(profile, view, cancel);
        return view;
    }

    async Task<Written<ListView>> ViewAsync(ProfileId profile, Written<ListMade> made, CancellationToken cancel)
    {
        var view = await find.OneAsync(made.Value.Id, null, cancel);
        await journal.AnsweredAsync(profile, view, cancel);
        return new Written<ListView>(view, made.UndoId);
    }

    internal static string Secret() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal async Task<(ProfileId Profile, FoundList List)> ForAsync(ListId id, ListRole least, CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel) ?? throw new NotFound("list_not_found", "There is no such list.");
        await using var connection = await database.OpenAsync(cancel);
        return (profile.Id, await FoundList.FindAsync(connection, id, profile.Id, least, cancel));
    }

    internal async Task<IReadOnlyCollection<ProfileId>> AudienceAsync(FoundList list, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await list.AudienceAsync(connection, cancel);
    }

    static JournalScope[] Scopes(ProfileId owner) => [new("lists", "profile_id = @owner and kind = 'own'", new { owner })];

    static void Check(ListRequest request, bool isNew)
    {
        if ((isNew || request.Name is not null) && request.Name?.Trim().Length is not (>= 2 and <= 100))
            throw new Invalid("name_invalid", "List name must be 2-100 characters", "name");
        if (request.Description?.Length > 500)
            throw new Invalid("description_invalid", "Description too long (max 500)", "description");
        if (request.Icon?.Length > 16)
            throw new Invalid("icon_invalid", "Choose one icon.", "icon");
        if (request.Visibility is not null && !Visibilities.Contains(request.Visibility))
            throw new Invalid("visibility_invalid", $"A list is {string.Join(", ", Visibilities)}.", "visibility");
        if (!string.IsNullOrWhiteSpace(request.Filter))
            _ = new Tracking.FilteredTitles(request.Filter, null, "popularity", default, TitleSight.Everything, DateTimeOffset.UnixEpoch).Checked;
    }

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The list a request made or changed.</summary>
sealed record ListMade(ListId Id);

using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Pictures;

namespace Marquee.Features.Catalogue.Artworks;

/// <summary>Posters that people choose: a profile for itself, within a quota; an admin for everybody.</summary>
sealed class CustomPosters(Database database, CurrentProfile current, KeepPicture keep, IPictureStore store, TimeProvider clock)
{
    public const int MostPosters = 200;
    public const long MostBytes = 50 << 20;

    sealed record Used(long Posters, long Bytes);

    sealed record Kept(string Hash, string Widths);

    /// <returns>The picture's hash.</returns>
    /// <exception cref="Conflict">The quota is used up.</exception>
    public async Task<string> ChooseAsync(TitleId title, byte[] bytes, bool forEverybody, Editor editor, CancellationToken cancel)
    {
        await ThereAsync(title, forEverybody, editor, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        if (!forEverybody)
            await WithinQuotaAsync(profile, title, cancel);
        var hash = await keep.HandleAsync(bytes, cancel);
        await ForgetAsync(await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            var before = await BeforeAsync(connection, profile, title, forEverybody, cancel);
            await connection.ExecuteAsync(forEverybody
                ? """
                  insert into title_artwork (title_id, kind, source, hash, asked_at) values (@title, 'poster', 'custom', @hash, @now)
                  on conflict (title_id, kind) do update set source = 'custom', hash = excluded.hash, asked_at = excluded.asked_at, failures = 0, error = null
                  """
                : """
                  insert into custom_posters (profile_id, title_id, hash, kept_at) values (@profile, @title, @hash, @now)
                  on conflict (profile_id, title_id) do update set hash = excluded.hash, kept_at = excluded.kept_at
                  """, new { profile, title, hash, now }, cancel);
            await connection.AppendAsync("poster.chosen", new { ProfileId = profile, TitleId = title, ForEverybody = forEverybody }, now, cancel);
            return before;
        }, cancel), cancel);
        return hash;
    }

    public async Task RemoveAsync(TitleId title, bool forEverybody, Editor editor, CancellationToken cancel)
    {
        await ThereAsync(title, forEverybody, editor, cancel);
        if (await current.FindAsync(cancel) is not { } profile)
            return;
        await ForgetAsync(await database.WriteAsync(async connection =>
        {
            var before = await BeforeAsync(connection, profile.Id, title, forEverybody, cancel);
            await connection.ExecuteAsync(forEverybody
                ? "delete from title_artwork where title_id = @title and kind = 'poster' and source = 'custom'"
                : "delete from custom_posters where profile_id = @Id and title_id = @title", new { profile.Id, title }, cancel);
            return before;
        }, cancel), cancel);
    }

    async Task ThereAsync(TitleId title, bool forEverybody, Editor editor, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        if (await connection.ScalarAsync<long?>($"select id from titles where id = @title and {editor.Sight.Allows()}", new { title }, cancel) is null)
            throw new NotFound("title_not_found", "There is no such title.");
        if (forEverybody && !editor.IsAdmin)
            throw new Forbidden("poster_not_yours", "An admin chooses what everybody sees. Choose one for yourself.");
    }

    async Task WithinQuotaAsync(ProfileId profile, TitleId title, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var used = (await connection.FirstAsync<Used>(
            "select count(*) as posters, coalesce(sum(p.bytes), 0) as bytes from custom_posters c join pictures p on p.hash = c.hash where c.profile_id = @profile and c.title_id <> @title",
            new { profile, title }, cancel))!;
        if (used.Posters >= MostPosters || used.Bytes >= MostBytes)
            throw new Conflict("poster_quota", $"You have chosen {used.Posters} posters, which is as much as there is room for ({MostPosters}, {MostBytes >> 20} MB). Remove one first.");
    }

    static Task<string?> BeforeAsync(DbConnection connection, ProfileId profile, TitleId title, bool forEverybody, CancellationToken cancel) => connection.ScalarAsync<string>(forEverybody
        ? "select hash from title_artwork where title_id = @title and kind = 'poster' and source = 'custom'"
        : "select hash from custom_posters where profile_id = @profile and title_id = @title", new { profile, title }, cancel);

    /// <summary>A picture that nobody uses any more goes.</summary>
    async Task ForgetAsync(string? hash, CancellationToken cancel)
    {
        if (hash is null)
            return;
        var gone = await database.WriteAsync(connection => connection.FirstAsync<Kept>(
            """
            delete from pictures where hash = @hash and not exists (select 1 from title_artwork a where a.hash = pictures.hash)
                and not exists (select 1 from custom_posters c where c.hash = pictures.hash) returning hash, widths
            """, new { hash }, cancel), cancel);
        if (gone is null)
            return;
        foreach (var width in gone.Widths.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(0))
            await store.RemoveAsync(KeepPicture.NameOf(hash, width), cancel);
    }
}

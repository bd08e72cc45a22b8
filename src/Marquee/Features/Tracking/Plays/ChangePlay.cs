using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Plays;

/// <summary>What to change about a play; what is left out stays.</summary>
/// <param name="Unknown">They do not remember when after all.</param>
sealed record PlayEdit(DateTimeOffset? WatchedAt = null, DateOnly? WatchedOn = null, bool Unknown = false, string? Note = null);

/// <summary>Corrects a play's time or note, or deletes plays. Both can be taken back.</summary>
sealed class ChangePlay(Database database, Journal journal, CurrentProfile current, FindPlays find, TimeProvider clock)
{
    /// <param name="version">The version the editor read; null: whichever is there.</param>
    public async Task<Written<PlayView>> EditAsync(long id, PlayEdit edit, int? version, CancellationToken cancel)
    {
        PlayNotes.Check(edit.Note);
        if ((edit.WatchedAt ?? edit.WatchedOn?.AsUtc()) > clock.GetUtcNow() + TimeSpan.FromDays(1))
            throw new Invalid("watched_at_invalid", "Choose a time that is not in the future.", "watched_at");
        var play = await find.OneAsync(id, cancel);
        var profile = (await current.FindAsync(cancel))!.Id;
        return await journal.WriteAsync(profile, new JournalTitle("play.edited", $"Changed a play of {play.Title}"),
            JournalScope.OfWatching(database.Dialect, profile, play.TitleId), async (connection, now) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    update plays set note = case when @note is null then note when @note = '' then null else @note end, version = version + 1, updated_at = @now
                    where id = @id and profile_id = @profile and version = coalesce(@version, version)
                    """, new { id, profile, note = edit.Note?.Trim(), version, now }, cancel);
                if (changed == 0)
                    throw new Outdated("This play was changed since you opened it. Look at it again, then change it.");
                if (Told(edit) is { } told)
                    await PlayTimes.SetAsync(connection, profile, id, told, now, cancel);
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [play.TitleId], now, cancel);
                await connection.AppendAsync("play.edited", new { ProfileId = profile, PlayId = id, play.TitleId }, now, cancel);
                return (await FindPlays.OneAsync(connection, profile, id, TitleSight.Everything, cancel))!;
            }, cancel);
    }

    /// <summary>Deletes plays of the profile; ids that are not there are left out.</summary>
    public async Task<Written<int>> DeleteAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return new Written<int>(0, null);
        List<OwnPlay> plays;
        await using (var reading = await database.OpenAsync(cancel))
            plays = await reading.QueryAsync<OwnPlay>(
                $"select id, title_id from plays where profile_id = @profile and {database.Dialect.Among("id", "@ids")} and {TitleSight.Of(profile).AllowsId("title_id")}",
                new { profile = profile.Id, ids = IdSet.Of(ids) }, cancel);
        ids = plays.ConvertAll(play => play.Id);
        var titles = plays.Select(play => play.TitleId).Distinct().ToList();
        var words = ids.Count == 1 ? "Deleted a play" : $"Deleted {ids.Count} plays";
        return await journal.WriteAsync(profile.Id, new JournalTitle("play.deleted", words), JournalScope.OfWatching(database.Dialect, profile.Id, titles), async (connection, now) =>
        {
            var gone = await RemovePlays.RemoveAsync(connection, database.Dialect, profile.Id, ids, now, cancel);
            await TrackedTitles.RefreshAsync(connection, database.Dialect, profile.Id, titles, now, cancel);
            if (gone > 0)
                await connection.AppendAsync("play.deleted", new { ProfileId = profile.Id, PlayIds = ids }, now, cancel);
            return gone;
        }, cancel);
    }

    sealed record OwnPlay(long Id, TitleId TitleId);

    static Telling? Told(PlayEdit edit) => edit switch
    {
        { Unknown: true } => new Telling(null, PlayPrecision.Unknown, PlaySources.Manual),
        { WatchedAt: { } at } => new Telling(at, PlayPrecision.Exact, PlaySources.Manual),
        { WatchedOn: { } day } => new Telling(day.AsUtc(), PlayPrecision.Day, PlaySources.Manual),
        _ => null,
    };
}

using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking;

/// <summary>A thing that changed.</summary>
/// <param name="Entity">What it is.</param>
/// <param name="EntityId">Which, as its own address names it; several ids are joined by a colon.</param>
/// <param name="Gone">It is no longer there: a tombstone.</param>
sealed record ChangeView(string Entity, string EntityId, bool Gone, long Seq, DateTimeOffset ChangedAt);

/// <summary>What changed since a client last asked.</summary>
/// <param name="Cursor">Pass as <c>since</c> next time.</param>
/// <param name="More">Whether there is more behind the cursor already.</param>
sealed record ChangesSince(IReadOnlyList<ChangeView> Changes, string Cursor, bool More);

/// <summary>A step that can be taken back.</summary>
sealed record UndoStep(string Id, string Kind, string Words, DateTimeOffset CreatedAt, DateTimeOffset? UndoneAt);

/// <summary>Reads the current profile's change feed: each thing once, at its latest change, in order.</summary>
sealed class FindChanges(Database database, CurrentProfile current)
{
    public const int MostPerPage = 1_000;

    public async Task<ChangesSince> HandleAsync(string? since, int? limit, CancellationToken cancel)
    {
        if (!long.TryParse(since ?? "0", System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var after))
            throw new Invalid("since_invalid", "'since' takes the cursor of the answer before; without it, everything.", "since");
        var count = limit ?? MostPerPage;
        if (count is < 1 or > MostPerPage)
            throw new Invalid("limit_invalid", $"A page holds 1 to {MostPerPage} entries.", "limit");
        if (await current.FindAsync(cancel) is not { } profile)
            return new ChangesSince([], since ?? "0", false);
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<ChangeView>(
            "select entity, entity_id, gone, seq, changed_at from changes where profile_id = @profile and seq > @after order by seq limit @count",
            new { profile = profile.Id, after, count = count + 1 }, cancel);
        var more = rows.Count > count;
        if (more)
            rows.RemoveAt(count);
        var cursor = rows.Count > 0 ? rows[^1].Seq : after;
        return new ChangesSince(rows, cursor.ToString(System.Globalization.CultureInfo.InvariantCulture), more);
    }

    /// <summary>The latest steps that can be taken back.</summary>
    public async Task<IReadOnlyList<UndoStep>> StepsAsync(int count, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        var steps = await connection.QueryAsync<UndoStep>(
            "select cast(id as text) as id, kind, words, created_at, undone_at from undo_steps where profile_id = @profile order by undo_steps.id desc limit @count",
            new { profile = profile.Id, count }, cancel);
        // The words name titles; one that was fit for a kid then may not be any more.
        return TitleSight.Of(profile).Cap is null ? steps : steps.ConvertAll(step => step with { Words = step.Kind.Replace('.', ' ').Replace('_', ' ') });
    }
}

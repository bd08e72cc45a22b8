using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking;
using Marquee.Features.Tracking.Ratings;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Library;

/// <summary>One change for many titles of the library.</summary>
/// <param name="Titles">These; or all that <paramref name="Filter"/> leaves.</param>
/// <param name="Tag">Adds a tag.</param>
/// <param name="Untag">Takes a tag away.</param>
/// <param name="Status">Sets a status by hand; <c>rule</c> leaves it to the rule.</param>
/// <param name="Rating">1 … 10; 0 takes ratings back.</param>
/// <param name="Own">disc, file or service: adds a copy where there is none of it.</param>
sealed record ManyRequest(
    IReadOnlyList<TitleId>? Titles = null, string? Filter = null, string? Tag = null, string? Untag = null, string? Status = null, decimal? Rating = null, string? Own = null);

/// <summary>How many titles were changed.</summary>
sealed record ManyChanged(int Titles, string Words);

/// <summary>Changes many titles at once: all of them or none, and back again by one undo.</summary>
sealed class ChangeMany(Database database, Journal journal, CurrentProfile current, TimeProvider clock)
{
    public const int Most = 5_000;

    public async Task<Written<ManyChanged>> HandleAsync(ManyRequest request, CancellationToken cancel)
    {
        Check(request);
        var profile = await current.FindAsync(cancel) ?? throw new NotFound("library_empty", "Your library is empty.");
        var titles = await TitlesAsync(request, profile.Id, TitleSight.Of(profile), cancel);
        var words = $"{Did(request)} {(titles.Count == 1 ? "1 title" : $"{titles.Count} titles")}";
        IReadOnlyList<JournalScope> scopes = JournalScope.OfTitles(database.Dialect, profile.Id, titles, "ratings", "title_tags", "owned_copies", "tracked_titles");
        return await journal.WriteAsync(profile.Id, new JournalTitle("library.changed", words), scopes, async (connection, now) =>
        {
            await WriteAsync(connection, profile.Id, titles, request, now, cancel);
            await TrackedTitles.RefreshAsync(connection, database.Dialect, profile.Id, titles, now, cancel);
            await connection.AppendAsync("library.changed", new { ProfileId = profile.Id, TitleIds = titles, Change = request with { Titles = null } }, now, cancel);
            return new ManyChanged(titles.Count, words + ".");
        }, cancel);
    }

    async Task WriteAsync(DbConnection connection, ProfileId profile, IReadOnlyList<TitleId> titles, ManyRequest request, DateTimeOffset now, CancellationToken cancel)
    {
        var about = new
        {
            profile,
            now,
            ids = IdSet.Of(titles),
            tag = request.Tag is null ? null : OwnThings.Tag(request.Tag),
            untag = request.Untag is null ? null : OwnThings.Tag(request.Untag),
            status = request.Status == "rule" ? null : request.Status,
            tenths = request.Rating is { } rating ? RatingRows.Tenths(rating) : 0,
            request.Own,
        };
        var each = $"from {database.Dialect.Each("@ids")} e where true";
        var mine = $"profile_id = @profile and {database.Dialect.Among("title_id", "@ids")}";
        if (request.Tag is not null)
            await connection.ExecuteAsync($"insert into title_tags (profile_id, name, title_id, added_at) select @profile, @tag, e.value, @now {each} on conflict do nothing", about, cancel);
        if (request.Untag is not null)
            await connection.ExecuteAsync($"delete from title_tags where {mine} and name = @untag", about, cancel);
        if (request.Status is not null)
            await connection.ExecuteAsync(
                $"update tracked_titles set status_by_hand = @status, status_set_at = {(about.status is null ? "null" : "@now")}, version = version + 1 where {mine}", about, cancel);
        if (request.Rating == 0)
            await connection.ExecuteAsync($"delete from ratings where {mine}", about, cancel);
        else if (request.Rating is not null)
            await connection.ExecuteAsync(
                $"""
                insert into ratings (profile_id, title_id, value, rated_at, source) select @profile, e.value, @tenths, @now, 'manual' {each}
                on conflict (profile_id, title_id) do update set value = excluded.value, rated_at = excluded.rated_at, source = excluded.source, batch_id = null, version = ratings.version + 1
                """, about, cancel);
        if (request.Own is not null)
            await connection.ExecuteAsync(
                $"""
                insert into owned_copies (profile_id, title_id, medium, created_at, updated_at) select @profile, e.value, @Own, @now, @now {each}
                and not exists (select 1 from owned_copies o where o.profile_id = @profile and o.title_id = e.value and o.medium = @Own)
                """, about, cancel);
    }

    async Task<IReadOnlyList<TitleId>> TitlesAsync(ManyRequest request, ProfileId profile, TitleSight sight, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        if (request.Titles is null)
            return await new FilteredTitles(request.Filter, null, "recent", profile, sight, clock.GetUtcNow(), FindLibrary.Within).AllAsync(connection, Most, cancel);
        // Only what is in the library: a title that is not is left out.
        return await connection.QueryAsync<TitleId>($"select title_id from tracked_titles where profile_id = @profile and {database.Dialect.Among("title_id", "@ids")} and {sight.AllowsId("title_id")}",
            new { profile, ids = IdSet.Of(request.Titles.Distinct().Take(Most)) }, cancel);
    }

    static void Check(ManyRequest request)
    {
        if (request is { Titles: null or { Count: 0 }, Filter: null })
            throw new Invalid("titles_invalid", "Choose titles, or a filter.", "titles");
        if (request is { Tag: null, Untag: null, Status: null, Rating: null, Own: null })
            throw new Invalid("change_invalid", "Say what to change: a tag, a status, a rating or a copy.", "change");
        if (request.Status is not null && request.Status != "rule" && !WatchStatus.ByHand.Contains(request.Status))
            throw new Invalid("status_invalid", $"A status is one of {string.Join(", ", WatchStatus.ByHand)}, or rule.", "status");
        if (request.Rating is { } rating && rating != 0)
            RatingRows.Check(rating);
        if (request.Own is not null && !OwnThings.Media.Contains(request.Own))
            throw new Invalid("medium_invalid", "A copy is a disc, a file or at a service.", "own");
    }

    static string Did(ManyRequest request) => request switch
    {
        { Tag: not null } => $"Tagged '{OwnThings.Tag(request.Tag)}':",
        { Untag: not null } => $"Took the tag '{OwnThings.Tag(request.Untag)}' off",
        { Status: not null } => "Set the status of",
        { Rating: 0 } => "Took back the ratings of",
        { Rating: not null } => "Rated",
        _ => "Added copies of",
    };
}

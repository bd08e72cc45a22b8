using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Importers;

namespace Marquee.Features.Exports;

/// <summary>What somebody wrote, tagged, owns and left half-way, as records.</summary>
static class ExportWords
{
    public static async Task<IEnumerable<ImportedItem>> OfAsync(DbConnection connection, ExportTitles catalogue, ProfileId profile, TitleSight sight, CancellationToken cancel)
    {
        var visible = sight.AllowsId("title_id");
        await using var answer = await connection.QueryManyAsync(
            $"""
            select r.id, r.title_id, r.body, r.spoiler, r.visibility, r.draft, r.source, r.source_event_id, r.published_at, r.created_at, p.id as play_id, p.source as play_source, p.source_event_id as play_event
            from reviews r left join plays p on p.id = r.play_id where r.profile_id = @profile and {sight.AllowsId("r.title_id")} order by r.created_at, r.id;
            select t.review_id, t.name from review_tags t join reviews r on r.id = t.review_id where r.profile_id = @profile order by t.name;
            select title_id, name, added_at from title_tags where profile_id = @profile and {visible} order by title_id, name;
            select title_id, body from title_notes where profile_id = @profile and {visible} order by title_id;
            select id, title_id, medium, format, place, note, source, source_event_id, created_at from owned_copies where profile_id = @profile and {visible} order by created_at, id;
            select title_id, status_by_hand as status, cycle from tracked_titles where profile_id = @profile and (status_by_hand is not null or cycle > 1) and {visible} order by title_id;
            select title_id, episode_id, seconds from watch_progress where profile_id = @profile and {visible} order by updated_at, id;
            select title_id, reason, hidden_at from hidden_titles where profile_id = @profile and {visible} order by hidden_at, title_id;
            """, new { profile }, cancel);
        var reviews = (await answer.ReadAsync<ReviewRow>()).ToList();
        var tags = (await answer.ReadAsync<ReviewTag>()).ToLookup(tag => tag.ReviewId, tag => tag.Name);
        return
        [
            .. reviews.Select(review => catalogue.About(review.TitleId) with
            {
                // A draft has no day.
                Review = new ImportedText(review.Body, review.Spoiler, review.Draft ? null : review.PublishedAt) {
                    Visibility = review.Visibility,
                    BegunAt = review.Draft ? review.CreatedAt : null,
                    OfEvent = review.PlayId is { } play ? EventKey.Of(review.PlaySource!, review.PlayEvent, play) : null,
                },
                Tags = [.. tags[review.Id]],
                SourceEventId = EventKey.Of(review.Source, review.SourceEventId, review.Id),
            }),
            .. (await answer.ReadAsync<TagRow>()).Select(tag => catalogue.About(tag.TitleId) with { Tags = [tag.Name], ListedAt = tag.AddedAt }),
            .. (await answer.ReadAsync<NoteRow>()).Select(note => catalogue.About(note.TitleId) with { PrivateNote = note.Body }),
            .. (await answer.ReadAsync<CopyRow>()).Select(copy => catalogue.About(copy.TitleId) with
            {
                OwnedAs = copy.Format ?? "",
                Copy = new OwnedCopy(copy.Medium, copy.Place, copy.Note),
                ListedAt = copy.CreatedAt,
                SourceEventId = EventKey.Of(copy.Source, copy.SourceEventId, copy.Id),
            }),
            .. (await answer.ReadAsync<StateRow>()).Select(state => catalogue.About(state.TitleId) with { State = state.Status is { } status ? Enum.Parse<WatchState>(status, ignoreCase: true) : WatchState.Unsaid, Cycle = state.Cycle > 1 ? state.Cycle : null }),
            .. (await answer.ReadAsync<ProgressRow>()).Select(at => catalogue.About(at.TitleId, at.EpisodeId) with { Progress = new ViewingProgress(Position: TimeSpan.FromSeconds(at.Seconds)) }),
            .. (await answer.ReadAsync<HiddenRow>()).Select(hidden => catalogue.About(hidden.TitleId) with { HiddenFor = hidden.Reason, ListedAt = hidden.HiddenAt }),
        ];
    }

    sealed record ReviewRow(long Id, long TitleId, string Body, bool Spoiler, string Visibility, bool Draft, string Source, string? SourceEventId, DateTimeOffset? PublishedAt, DateTimeOffset CreatedAt, long? PlayId, string? PlaySource, string? PlayEvent);

    sealed record ReviewTag(long ReviewId, string Name);

    sealed record TagRow(long TitleId, string Name, DateTimeOffset AddedAt);

    sealed record NoteRow(long TitleId, string Body);

    sealed record CopyRow(long Id, long TitleId, string Medium, string? Format, string? Place, string? Note, string Source, string? SourceEventId, DateTimeOffset CreatedAt);

    sealed record StateRow(long TitleId, string? Status, int Cycle);

    sealed record HiddenRow(long TitleId, string Reason, DateTimeOffset HiddenAt);

    sealed record ProgressRow(long TitleId, long? EpisodeId, int Seconds);
}

using Marquee.Data;
using Marquee.Features.Tracking.Plays;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Tracking;

/// <summary>Plays, episodes, progress, changes and undo for programs.</summary>
static class TrackingRest
{
    public static void MapTrackingRest(this IEndpointRouteBuilder app)
    {
        MapPlays(app.MapApi("/api/v1/plays", "Plays"));
        MapShows(app.MapApi("/api/v1/titles/{id}", "Shows"));

        var next = app.MapApi("/api/v1", "Shows");
        next.MapPut("progress", async (ProgressRequest body, KeepProgress keep, HttpContext http, CancellationToken cancel) =>
            (await keep.HandleAsync(body, cancel)).Answer(http))
            .RequireScope(Scopes.Write, Scopes.Scrobble).WithSummary("Keep where you are in a film or episode, in seconds; nine tenths count as watched").ProducesProblem(404).ProducesProblem(422);
        next.MapGet("continue", async (WatchNext watch, CancellationToken cancel) => Envelope.Of(await watch.ContinueAsync(50, cancel)))
            .WithSummary("What you began and did not finish");
        next.MapGet("next-up", async (WatchNext watch, CancellationToken cancel) => Envelope.Of(await watch.NextUpAsync(40, cancel)))
            .WithSummary("The next episode of every show you watch, with its air date");

        var taste = app.MapApi("/api/v1/preferences", "Preferences");
        taste.MapGet("", async (Preferences preferences, HttpContext http, CancellationToken cancel) =>
        {
            http.SetVersion(await preferences.VersionAsync(cancel));
            return Envelope.Of(await preferences.FindAsync(cancel));
        }).WithSummary("What you said you like and do not want; its ETag goes into If-Match");
        taste.MapPut("", async (PreferencesOf body, Preferences preferences, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await preferences.KeepAsync(body, http.ExpectedVersion(), cancel);
            http.SetVersion(await preferences.VersionAsync(cancel));
            return Envelope.Of(kept);
        })
            .WithSummary("Say which genres, people, languages, lengths and eras you like or do not want; recommendations know at the next request").ProducesProblem(412).ProducesProblem(422);

        var changes = app.MapApi("/api/v1", "Changes");
        changes.MapGet("changes", async (string? since, int? limit, FindChanges find, CancellationToken cancel) => Envelope.Of(await find.HandleAsync(since, limit, cancel)))
            .WithSummary("What changed since a cursor: each thing once, those that are gone as tombstones").ProducesProblem(422);
        changes.MapGet("undo", async (FindChanges find, CancellationToken cancel) => Envelope.Of(await find.StepsAsync(50, cancel)))
            .WithSummary("Your latest changes, each with the number that takes it back");
        changes.MapPost("undo/{id:long}", async (long id, TakeBack back, CancellationToken cancel) => Envelope.Of(await back.HandleAsync(id, cancel)))
            .WithSummary("Take a change back; its number came in the header Marquee-Undo").ProducesProblem(404).ProducesProblem(409);
    }

    static void MapPlays(RouteGroupBuilder api)
    {
        api.MapPost("", async (PlayRequest body, LogPlay log, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await log.HandleAsync(body, cancel);
            return kept.Answer(http, kept.Value.Words);
        }).RequireScope(Scopes.Write, Scopes.Scrobble).WithSummary("Log a viewing of a film or episode").WithDescription("The same viewing told again, by the same source or another, is one play.")
            .ProducesProblem(404).ProducesProblem(422);
        api.MapPost("bulk", async (PlaysRequest body, LogPlay log, HttpContext http, CancellationToken cancel) =>
            (await log.HandleAsync(body.Plays ?? [], cancel)).Answer(http))
            .RequireScope(Scopes.Write, Scopes.Scrobble).WithSummary("Log up to 500 viewings: all of them or none").ProducesProblem(404).ProducesProblem(422);
        api.MapGet("", async (TitleId? title, string? after, int? limit, FindPlays find, CancellationToken cancel) =>
        {
            var (plays, pagination) = await find.PageAsync(title, after, limit, cancel);
            return new Envelope<IReadOnlyList<PlayView>>(plays, null, pagination);
        }).WithSummary("Your plays, the latest first, of one title or of all").ProducesProblem(422);
        api.MapGet("{id:long}", async (long id, FindPlays find, HttpContext http, CancellationToken cancel) =>
        {
            var play = await find.OneAsync(id, cancel);
            http.SetVersion(play.Version);
            return Envelope.Of(play);
        }).WithSummary("A play with everybody who told of it; its ETag goes into If-Match").ProducesProblem(404);
        api.MapPatch("{id:long}", async (long id, PlayEdit body, ChangePlay change, HttpContext http, CancellationToken cancel) =>
        {
            var play = await change.EditAsync(id, body, http.ExpectedVersion(), cancel);
            http.SetVersion(play.Value.Version);
            return play.Answer(http);
        }).WithSummary("Correct a play's time or note").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("{id:long}", async (long id, ChangePlay change, HttpContext http, CancellationToken cancel) =>
        {
            (await change.DeleteAsync([id], cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Delete a play; the sources that told of it do not bring it back");
        api.MapPost("delete", async (PlayIds body, ChangePlay change, HttpContext http, CancellationToken cancel) =>
            (await change.DeleteAsync([.. (body.Ids ?? []).Take(LogPlay.MostPerRequest)], cancel)).Answer(http))
            .WithSummary("Delete up to 500 plays at once");
    }

    static void MapShows(RouteGroupBuilder api)
    {
        api.MapGet("progress", async (TitleId id, ShowProgress show, HttpContext http, CancellationToken cancel) =>
        {
            var progress = await show.HandleAsync(id, cancel);
            http.SetVersion(progress.Version);
            return Envelope.Of(progress);
        }).WithSummary("A title with its status, and a show's seasons and episodes with your marks, ratings and the next one").ProducesProblem(404);
        api.MapPost("episodes/watched", async (TitleId id, EpisodesRequest body, MarkEpisodes mark, HttpContext http, CancellationToken cancel) =>
        {
            var marked = await mark.MarkAsync(id, body.Choice, body.When, cancel);
            return marked.Answer(http, marked.Value.Words);
        }).WithSummary("Mark episodes: some, a season, everything up to one, or all").ProducesProblem(404).ProducesProblem(422);
        api.MapPost("episodes/unwatched", async (TitleId id, EpisodesRequest body, MarkEpisodes mark, HttpContext http, CancellationToken cancel) =>
        {
            var unmarked = await mark.UnmarkAsync(id, body.Choice, cancel);
            return unmarked.Answer(http, unmarked.Value.Words);
        }).WithSummary("Take marks away").ProducesProblem(404).ProducesProblem(422);
        api.MapPut("status", async (TitleId id, StatusRequest body, SetStatus set, HttpContext http, CancellationToken cancel) =>
            (await set.HandleAsync(id, body.Status, http.ExpectedVersion(), cancel)).Answer(http))
            .WithSummary("Set a status by hand, or null to leave it to the rule").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapPost("rewatch", async (TitleId id, SetStatus set, HttpContext http, CancellationToken cancel) => (await set.RewatchAsync(id, cancel)).Answer(http))
            .WithSummary("Start a show from the beginning; what was seen stays in the diary").ProducesProblem(404).ProducesProblem(409);
    }
}

sealed record PlaysRequest(IReadOnlyList<PlayRequest>? Plays);

sealed record PlayIds(IReadOnlyList<long>? Ids);

/// <param name="Status">watching, completed, dropped, paused; null: by rule.</param>
sealed record StatusRequest(string? Status);

/// <param name="Episodes">These, by id.</param>
/// <param name="Season">Every aired episode of this season; 0 for specials.</param>
/// <param name="UpTo">This episode and every aired regular one before it.</param>
/// <param name="All">Every aired regular episode.</param>
/// <param name="When">now, today, release or unknown.</param>
sealed record EpisodesRequest(IReadOnlyList<EpisodeId>? Episodes = null, int? Season = null, EpisodeId? UpTo = null, bool All = false, string? When = null)
{
    public EpisodeChoice Choice => new(Episodes, Season, UpTo, All);
}

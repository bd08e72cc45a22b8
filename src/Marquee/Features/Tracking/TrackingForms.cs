using Marquee.Data;
using Marquee.Features.Tracking.Plays;
using Marquee.Features.Tracking.Shows;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Tracking;

/// <summary>The forms of the pages: each does what the REST line does, says so, and leads back.</summary>
static class TrackingForms
{
    public static void MapTrackingForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapForms();
        forms.MapPost("/log", LogAsync).WithOrder(-1);
        forms.MapPost("/titles/{id}/episodes", MarkAsync);
        forms.MapPost("/titles/{id}/status", async (TitleId id, [FromForm] string? status, [FromForm] string? back, SetStatus set, HttpContext http, CancellationToken cancel) =>
        {
            var kept = status == "again"
                ? await set.RewatchAsync(id, cancel)
                : await set.HandleAsync(id, status is null or "" or "rule" ? null : status, http.ExpectedVersion(), cancel);
            Notice.Say(http, status == "again" ? "From the beginning. What you saw stays in your diary." : kept.Value.ByHand is { } set_ ? $"{WatchStatus.Words(set_)}." : "The rule decides again.", kept.UndoId);
            return SeeOther.To(back, otherwise: $"/titles/{id}");
        });
        forms.MapPost("/plays/{id:long}", EditAsync);
        forms.MapPost("/plays/{id:long}/delete", async (long id, [FromForm] string? back, ChangePlay change, HttpContext http, CancellationToken cancel) =>
        {
            var gone = await change.DeleteAsync([id], cancel);
            Notice.Say(http, gone.Value == 0 ? "That play is gone already." : "Deleted from your diary.", gone.UndoId);
            return SeeOther.To(back, otherwise: "/diary");
        });
        forms.MapPost("/preferences", PreferAsync).WithOrder(-1);
        forms.MapPost("/undo/{id:long}", async (long id, [FromForm] string? back, TakeBack take, HttpContext http, CancellationToken cancel) =>
        {
            var taken = await take.HandleAsync(id, cancel);
            Notice.Say(http, taken.Kept == 0 ? $"Taken back: {taken.Words}." : $"Taken back where nothing changed since: {taken.Words}.");
            return SeeOther.To(back, otherwise: "/");
        });
    }

    static async Task<IResult> LogAsync(
        [FromForm(Name = "title")] TitleId title, [FromForm] string? episode, [FromForm] string? when, [FromForm] string? on, [FromForm] decimal? rating, [FromForm] string? note, [FromForm] string? again,
        [FromForm] string? back, LogPlay log, HttpContext http, CancellationToken cancel)
    {
        var day = Day(on);
        if (on is { Length: > 0 } && day is null && when != "unknown")
            throw new Invalid("watched_on_invalid", "Choose a day that is not in the future.", "on");
        var kept = await log.HandleAsync(new PlayRequest(
            title, EpisodeId.TryParse(episode, null, out var of) ? of : null, WatchedOn: when == "unknown" ? null : day, Unknown: when == "unknown", Note: note,
            Rating: rating is > 0 ? rating : null, Again: again is not null), cancel);
        Notice.Say(http, kept.Value.Words, kept.UndoId);
        return SeeOther.To(back, otherwise: $"/titles/{title}");
    }

    // A season's checkboxes: what was checked when the page was made and what is now; the difference is what they mean.
    static async Task<IResult> MarkAsync(TitleId id, [FromForm] string? back, MarkEpisodes mark, HttpContext http, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var when = form["when"].ToString() is { Length: > 0 } chosen ? chosen : null;
        Written<EpisodesMarked>? did = null;
        if (EpisodeId.TryParse(form["upto"], null, out var last))
            did = await mark.MarkAsync(id, new EpisodeChoice(UpTo: last), when, cancel);
        else if (int.TryParse(form["mark_season"], System.Globalization.CultureInfo.InvariantCulture, out var season))
            did = await mark.MarkAsync(id, new EpisodeChoice(Season: season), when, cancel);
        else if (int.TryParse(form["unmark_season"], System.Globalization.CultureInfo.InvariantCulture, out season))
            did = await mark.UnmarkAsync(id, new EpisodeChoice(Season: season), cancel);
        else
        {
            var (was, now) = (Ids(form["was"]), Ids(form["episode"]));
            var (marked, unmarked) = (now.Except(was).ToList(), was.Except(now).ToList());
            if (marked.Count + unmarked.Count > 0)
                did = await mark.SaveAsync(id, marked, unmarked, when, cancel);
        }

        Notice.Say(http, did?.Value.Words ?? "Nothing changed.", did?.UndoId);
        return SeeOther.To(back, otherwise: $"/titles/{id}");
    }

    static async Task<IResult> EditAsync(
        long id, [FromForm] string? on, [FromForm] string? at, [FromForm] string? when, [FromForm] string? note, [FromForm] string? back, ChangePlay change, HttpContext http, CancellationToken cancel)
    {
        var day = Day(on);
        var moment = day is { } d && TimeOnly.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var time)
            ? (DateTimeOffset?)new DateTimeOffset(d.ToDateTime(time, DateTimeKind.Utc)) : null;
        var play = await change.EditAsync(id, when == "unknown"
            ? new PlayEdit(Unknown: true, Note: note ?? "")
            : new PlayEdit(moment, moment is null ? day : null, Note: note ?? ""), http.ExpectedVersion(), cancel);
        Notice.Say(http, "Your diary is corrected.", play.UndoId);
        return SeeOther.To(back, otherwise: $"/titles/{play.Value.TitleId}");
    }

    static async Task<IResult> PreferAsync(Preferences preferences, HttpContext http, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        await preferences.KeepAsync(new PreferencesOf(Liking("genres"), Liking("people"), Liking("languages"), Between("runtime"), Between("eras")), http.ExpectedVersion(), cancel);
        Notice.Say(http, "Saved. Your recommendations know.");
        return SeeOther.To("/preferences", otherwise: "/");

        IReadOnlyList<string> Names(string field) => form[field].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Liking? Liking(string field) => (Names(field + "_liked"), Names(field + "_unwanted")) is ({ Count: 0 }, { Count: 0 }) ? null : new Liking(Names(field + "_liked"), Names(field + "_unwanted"));
        int? Number(string field) => int.TryParse(form[field], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
        Between? Between(string field) => (Number(field + "_min"), Number(field + "_max")) is (null, null) ? null : new Between(Number(field + "_min"), Number(field + "_max"));
    }

    static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;

    static List<EpisodeId> Ids(Microsoft.Extensions.Primitives.StringValues values) =>
        [.. values.Select(v => EpisodeId.TryParse(v, null, out var id) ? id : default).Where(id => id.Value > 0)];
}

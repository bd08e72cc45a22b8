using System.Globalization;
using System.Text;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;

namespace Marquee.Features.Calendar;

/// <summary>Releases and episodes of what a profile follows: as a page, as data, and as a calendar for other programs.</summary>
static class CalendarFeature
{
    const int MostDays = 400;

    public static IServiceCollection AddCalendar(this IServiceCollection services) => services.AddSingleton<GetCalendar>().AddSingleton<CalendarFeed>();

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/calendar").WithTags("Calendar").RequireScope(Scopes.Read);
        api.MapGet("", async (GetCalendar getCalendar, CurrentProfile current, TimeProvider clock, CancellationToken cancel, string? from = null, string? to = null) =>
        {
            var start = Read(from, "from") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var end = Read(to, "to") ?? start.AddDays(30);
            if (end < start || end.DayNumber - start.DayNumber > MostDays)
                throw new Invalid("bad_span", $"'to' is not before 'from', and at most {MostDays} days behind it.", "to");
            return Envelope.Of(await current.FindAsync(cancel) is { } profile ? await getCalendar.HandleAsync(profile.Id, TitleSight.Of(profile), start, end, cancel) : []);
        }).WithName("getCalendar").WithSummary("What comes out of what you follow, day by day; thirty days from today when nothing is said").ProducesProblem(422);
        api.MapPost("/feed", async (CalendarFeed feed, CurrentProfile current, HttpRequest http, CancellationToken cancel) =>
            Envelope.Of(new { Url = Address(http, await feed.RenewAsync((await current.EnsureAsync(cancel)).Id, cancel)) }))
            .RequireScope(Scopes.Write).WithName("renewCalendarFeed").WithSummary("Make a secret address for calendar programs; an older one stops working");
        api.MapDelete("/feed", async (CalendarFeed feed, CurrentProfile current, CancellationToken cancel) =>
        {
            if (await current.FindAsync(cancel) is { } profile)
                await feed.EndAsync(profile.Id, cancel);
            return TypedResults.NoContent();
        }).RequireScope(Scopes.Write).WithName("endCalendarFeed").WithSummary("End the secret address");

        // The secret in the address is the key: calendar programs send nothing else.
        app.MapGet("/calendar/{secret}.ics", async (string secret, CalendarFeed feed, HttpRequest http, CancellationToken cancel) =>
            await feed.ReadAsync(secret, $"{http.Scheme}://{http.Host}", cancel) is { } calendar
                ? Results.Text(calendar, "text/calendar", Encoding.UTF8)
                : throw new NotFound("calendar_not_found", "There is no such calendar."))
            .ForEveryone().ExcludeFromDescription();
        app.MapPost("/calendar/feed", async (CalendarFeed feed, CurrentProfile current, HttpContext http, [Microsoft.AspNetCore.Mvc.FromForm] string? act, CancellationToken cancel) =>
        {
            var profile = await current.EnsureAsync(cancel);
            if (act == "end")
                await feed.EndAsync(profile.Id, cancel);
            else
                Notice.Say(http, $"Your calendar's address, shown this once: {Address(http.Request, await feed.RenewAsync(profile.Id, cancel))}");
            return SeeOther.To("/calendar", "/calendar");
        }).RequireScope(Scopes.Write).ExcludeFromDescription();
    }

    static string Address(HttpRequest http, string secret) => $"{http.Scheme}://{http.Host}/calendar/{secret}.ics";

    static DateOnly? Read(string? text, string field) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new Invalid("bad_day", "A day is written 2026-11-20.", field);
}

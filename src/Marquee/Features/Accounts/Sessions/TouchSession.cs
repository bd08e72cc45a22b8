using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>Notes now and then that a session is in use, and from where; never at each request, for that would be a write for each read.</summary>
sealed class TouchSession(Database database, LiveSessions live, TimeProvider clock)
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(2);

    /// <returns>Whether it was noted now; a remembered session lasts on from here.</returns>
    public async ValueTask<bool> HandleAsync(SessionState session, HttpContext http, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (now - session.LastSeenAt < Often) return false;
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "update sessions set last_seen_at = @now, place = @place, expires_at = case when remembered then @until else expires_at end where id = @Id and last_seen_at < @before",
            new { session.Id, now, place = Place.Of(http), before = now - Often, until = now + StartSession.WebLasts }, cancel), cancel);
        live.Forget(session.Id);
        return true;
    }
}

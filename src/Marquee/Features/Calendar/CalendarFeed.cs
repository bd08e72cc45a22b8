using System.Security.Cryptography;
using System.Text;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Calendar;

/// <summary>The secret address of a profile's calendar: whoever has it may read the calendar and nothing else. A new one makes the old one worthless.</summary>
sealed class CalendarFeed(Database database, GetCalendar getCalendar, TimeProvider clock)
{
    static readonly TimeSpan Back = TimeSpan.FromDays(30), Ahead = TimeSpan.FromDays(365);

    sealed record Row(ProfileId ProfileId, string DisplayName, string? TimeZone, string? CertificationCap);

    /// <summary>Makes a new secret; it is told once and kept as its hash.</summary>
    public async Task<string> RenewAsync(ProfileId profile, CancellationToken cancel)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await database.WriteAsync(connection => connection.ExecuteAsync(
            """
            insert into calendar_feeds (profile_id, secret_hash, created_at) values (@profile, @hash, @now)
            on conflict (profile_id) do update set secret_hash = excluded.secret_hash, created_at = excluded.created_at
            """, new { profile, hash = Hash(secret), now = clock.GetUtcNow() }, cancel), cancel);
        return secret;
    }

    /// <summary>Ends the feed.</summary>
    public Task EndAsync(ProfileId profile, CancellationToken cancel) => database.WriteAsync(connection =>
        connection.ExecuteAsync("delete from calendar_feeds where profile_id = @profile", new { profile }, cancel), cancel);

    public async Task<bool> HasAsync(ProfileId profile, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long>("select count(*) from calendar_feeds where profile_id = @profile", new { profile }, cancel) > 0;
    }

    /// <summary>The calendar behind the secret; null when there is none.</summary>
    /// <param name="site">Where this server is, for the entries' links.</param>
    public async Task<string?> ReadAsync(string secret, string site, CancellationToken cancel)
    {
        Row? owner;
        await using (var connection = await database.OpenAsync(cancel))
            owner = await connection.FirstAsync<Row>(
                "select f.profile_id, p.display_name, p.time_zone, p.certification_cap from calendar_feeds f join profiles p on p.id = f.profile_id where f.secret_hash = @hash", new { hash = Hash(secret) }, cancel);
        if (owner is null)
            return null;
        var now = clock.GetUtcNow();
        var releases = await getCalendar.HandleAsync(owner.ProfileId, TitleSight.Of(owner.ProfileId, owner.CertificationCap), Day(now - Back), Day(now + Ahead), cancel);
        return ICalendar.Write($"Marquee: {owner.DisplayName}", owner.TimeZone ?? "UTC", releases.Select(release => Entry(release, site)), now);
    }

    static CalendarEntry Entry(Release release, string site) => new(
        release.EpisodeId is { } episode ? $"episode-{episode}@marquee" : $"title-{release.TitleId}@marquee",
        release.Day, Words(release), release.Kind == "premiere" ? $"Season {release.Season} begins." : null, $"{site}/titles/{release.TitleId}");

    /// <summary>"Severance 2x01: Hello, Ms. Cobel", or a film's title.</summary>
    public static string Words(Release release) => release.Number is null
        ? release.Title
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{release.Title} {release.Season}x{release.Number:00}: {release.Episode}");

    static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Tracking.Plays;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Diary;

/// <summary>A play in the diary with the rating the title has now.</summary>
sealed record DiaryEntry(PlayView Play, decimal? Rating);

/// <summary>A day of the diary.</summary>
sealed record DiaryDay(DateOnly Day, IReadOnlyList<DiaryEntry> Entries);

/// <summary>A month of the diary, the latest day first.</summary>
/// <param name="Earlier">The latest month before it that holds anything; null: none.</param>
sealed record DiaryMonth(string Month, IReadOnlyList<DiaryDay> Days, int Plays, string? Earlier);

/// <summary>What was watched in a month, day by day as the watcher's clock has days.</summary>
sealed class FindMonth(FindPlays find, Database database, CurrentProfile current, TimeProvider clock)
{
    /// <param name="month">2025-03; null: this one.</param>
    /// <exception cref="Invalid">It is no month.</exception>
    public async Task<DiaryMonth> HandleAsync(string? month, CancellationToken cancel)
    {
        var first = First(month);
        var zone = clock.LocalTimeZone;
        // A day is kept as its midnight in UTC, a moment as it is: read a little more and choose by the watcher's day.
        var plays = await find.BetweenAsync(first.AddDays(-1).AsUtc(), first.AddMonths(1).AddDays(1).AsUtc(), cancel);
        var within = plays.Select(p => (Play: p, Day: DayOf(p, zone))).Where(p => p.Day >= first && p.Day < first.AddMonths(1)).ToList();
        var ratings = await RatingsAsync([.. within.Select(p => p.Play.TitleId).Distinct()], cancel);
        var days = within.GroupBy(p => p.Day).OrderByDescending(d => d.Key)
            .Select(d => new DiaryDay(d.Key, [.. d.Select(p => new DiaryEntry(p.Play, ratings.GetValueOrDefault(p.Play.TitleId)))])).ToList();
        return new DiaryMonth(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), days, within.Count, await EarlierAsync(first, cancel));
    }

    public DateOnly First(string? month) =>
        month is null ? Today.AddDays(1 - Today.Day)
        : DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1888 and < 9000 ? first
        : throw new Invalid("month_invalid", "A month is written as 2025-03.", "month");

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().Date);

    static DateOnly DayOf(PlayView play, TimeZoneInfo zone) => DateOnly.FromDateTime(
        play.Precision == PlayPrecision.Exact ? TimeZoneInfo.ConvertTime(play.WatchedAt!.Value, zone).Date : play.WatchedAt!.Value.UtcDateTime.Date);

    async Task<Dictionary<TitleId, decimal?>> RatingsAsync(IReadOnlyList<TitleId> titles, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile || titles.Count == 0)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Rated>($"select title_id, value from ratings where profile_id = @profile and {database.Dialect.Among("title_id", "@ids")}",
            new { profile = profile.Id, ids = IdSet.Of(titles) }, cancel)).ToDictionary(r => r.TitleId, r => (decimal?)(r.Value / 10m));
    }

    async Task<string?> EarlierAsync(DateOnly first, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return null;
        await using var connection = await database.OpenAsync(cancel);
        var at = await connection.ScalarAsync<long?>($"select max(watched_at) from plays where profile_id = @profile and watched_at < @first and {TitleSight.Of(profile).AllowsId("title_id")}", new { profile = profile.Id, first = first.AsUtc() }, cancel);
        return at is { } latest ? DateTimeOffset.FromUnixTimeMilliseconds(latest).ToString("yyyy-MM", CultureInfo.InvariantCulture) : null;
    }

    sealed record Rated(TitleId TitleId, int Value);
}

using System.Text.Json;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Backups;

/// <summary>When backups are made and which are kept.</summary>
/// <param name="Every"><c>day</c>, <c>week</c> (Mondays) or <c>never</c>.</param>
/// <param name="Hour">Of the day, in UTC.</param>
sealed record Schedule(string Every, int Hour, KeepRule Keep)
{
    /// <summary>What holds until somebody chooses: a night without a backup is the night one was needed.</summary>
    public static readonly Schedule Default = new("day", 2, new KeepRule());

    /// <summary>The last time a backup was due; null: never.</summary>
    public DateTimeOffset? LastDue(DateTimeOffset now)
    {
        var due = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(Hour);
        if (due > now)
            due = due.AddDays(-1);
        return Every switch
        {
            "day" => due,
            "week" => due.AddDays(-(((int)due.DayOfWeek + 6) % 7)),
            _ => null,
        };
    }
}

/// <summary>The owner's choice of a schedule, kept among the settings.</summary>
sealed class BackupPlan(Database database, TimeProvider clock)
{
    const string Name = "backups.plan";
    const int Most = 366;

    public async Task<Schedule> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        // The command line backs up whatever is there, also what an older program left.
        if ((await Marquee.Data.Dump.TableShape.AllAsync(connection, database.Dialect, cancel)).All(table => table.Name != "settings"))
            return Schedule.Default;
        return await connection.ScalarAsync<string>("select value from settings where name = @Name", new { Name }, cancel) is { } text
            ? JsonSerializer.Deserialize<Schedule>(text, JsonSerializerOptions.Web) ?? Schedule.Default
            : Schedule.Default;
    }

    /// <exception cref="Invalid">A number or word makes no sense.</exception>
    public Task ChangeAsync(Schedule schedule, HttpContext http, CancellationToken cancel)
    {
        if (schedule.Every is not ("day" or "week" or "never"))
            throw new Invalid("every_invalid", "Backups are made every day, every week or never.", "every");
        if (schedule.Hour is < 0 or > 23)
            throw new Invalid("hour_invalid", "An hour is a number from 0 to 23.", "hour");
        foreach (var (count, field) in new[] { (schedule.Keep.Daily, "daily"), (schedule.Keep.Weekly, "weekly"), (schedule.Keep.Monthly, "monthly") })
            if (count is < 0 or > Most)
                throw new Invalid($"{field}_invalid", $"Keep 0 to {Most}.", field);
        if (schedule.Keep.Daily + schedule.Keep.Weekly + schedule.Keep.Monthly == 0)
            throw new Invalid("daily_invalid", "Keep at least one.", "daily");
        return database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "insert into settings (name, value, updated_at) values (@Name, @value, @now) on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at",
                new { Name, value = JsonSerializer.Serialize(schedule, JsonSerializerOptions.Web), now = clock.GetUtcNow() }, cancel);
            await connection.AuditAsync(
                new AuditEntry("backup.schedule_changed", Platform.Access.Caller.Of(http).Account, FormattableString.Invariant($"every {schedule.Every}, {schedule.Hour:00}:00 UTC; keeps {schedule.Keep.Daily} daily, {schedule.Keep.Weekly} weekly, {schedule.Keep.Monthly} monthly")),
                http, clock.GetUtcNow(), cancel);
        }, cancel);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Features.Backups;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Backups;

/// <summary>The owner's page of backups, and the same for programs.</summary>
public abstract class LookingAfterBackups(DatabaseKind kind)
{
    [Fact]
    public async Task The_owner_makes_one_sees_that_it_is_good_and_takes_it_along_after_showing_who_they_are()
    {
        await using var program = await RunningProgram.StartPreparedAsync(kind);
        await program.ReadyAsync();
        using var owner = await OwnerAsync(program);

        using var asked = await owner.SendFormAsync("/admin/backups", "/admin/backups/run");
        var made = await MadeAsync(owner);
        var page = await owner.PageAsync("/admin/backups");

        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        Assert.True(made.GetProperty("is_good").GetBoolean(), made.ToString());
        Assert.Contains("Tried: good", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("restore FILE", page.Body.TextContent, StringComparison.Ordinal);
        var name = made.GetProperty("name").GetString()!;
        using var taken = await owner.SendFormAsync("/admin/backups", $"/admin/backups/{name}/download");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (taken.StatusCode, taken.Content.Headers.ContentType?.MediaType));
        Assert.Equal(made.GetProperty("size").GetInt64(), (await taken.Content.ReadAsByteArrayAsync()).LongLength);
        using var none = await owner.PostAsync("/api/v1/admin/backups/marquee-20200101T000000Z.zip/download", null);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Contains("backup.taken", await owner.GetStringAsync("/api/v1/admin/audit?kind=backup."), StringComparison.Ordinal);

        // A session that has not shown for a while who it is gets no copy of everything.
        await program.Database.WriteAsync(connection => Dapper.SqlMapper.ExecuteAsync(connection, "update sessions set proved_at = 0"));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        using var late = await owner.PostAsync($"/api/v1/admin/backups/{name}/download", null);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("proof_needed", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schedule_is_the_owners_to_choose_and_holds_from_then_on()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        using var owner = await OwnerAsync(program);

        using var wrong = await owner.SendFormAsync("/admin/backups", "/admin/backups/schedule", ("every", "week"), ("hour", "25"), ("daily", "7"), ("weekly", "4"), ("monthly", "12"));
        using var saved = await owner.SendFormAsync("/admin/backups", "/admin/backups/schedule", ("every", "week"), ("hour", "4"), ("daily", "3"), ("weekly", "2"), ("monthly", "1"));
        using var over = await owner.PutAsJsonAsync("/api/v1/admin/backups/schedule", new { every = "hourly", hour = 1 });
        var schedule = (await (await owner.GetAsync("/api/v1/admin/backups/schedule")).JsonAsync()).GetProperty("data");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (wrong.StatusCode, saved.StatusCode, over.StatusCode));
        Assert.Contains("0 to 23", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("week", 4, 3), (schedule.GetProperty("every").GetString(), schedule.GetProperty("hour").GetInt32(), schedule.GetProperty("keep").GetProperty("daily").GetInt32()));
    }

    [Fact]
    public void A_schedule_knows_when_it_was_last_due()
    {
        var daily = new Schedule("day", 2, new KeepRule());
        var friday = new DateTimeOffset(2026, 11, 20, 1, 59, 0, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 11, 19, 2, 0, 0, TimeSpan.Zero), daily.LastDue(friday));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero), daily.LastDue(friday.AddMinutes(1)));
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 2, 0, 0, TimeSpan.Zero), (daily with { Every = "week" }).LastDue(friday));
        Assert.Null((daily with { Every = "never" }).LastDue(friday));
    }

    [Fact]
    public async Task By_the_clock_one_is_made_each_night_and_not_before_the_first()
    {
        var clock = new ShiftedClock();
        await using var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { Clock = clock });
        await program.ReadyAsync();
        var shelf = program.Services.GetRequiredService<BackupShelf>();
        Assert.Empty(shelf.All());

        clock.Shift += TimeSpan.FromDays(1);
        program.Services.GetRequiredService<BackupClock>().Look();
        await Until(() => shelf.All().Count == 1);
        program.Services.GetRequiredService<BackupClock>().Look();
        clock.Shift += TimeSpan.FromDays(1);
        program.Services.GetRequiredService<BackupClock>().Look();
        await Until(() => shelf.All().Count == 2);

        Assert.All(shelf.All(), backup => Assert.True(backup is { IsGood: true, IsByHand: false }, backup.Words));
    }

    // The very first account is the owner's.
    static async Task<HttpClient> OwnerAsync(RunningProgram program)
    {
        var owner = program.NewVisitor();
        using var registered = await owner.SendFormAsync("/register", "/register", ("display_name", "Ines"), ("email", People.NewEmail()), ("password", People.Password));
        Assert.Equal(HttpStatusCode.SeeOther, registered.StatusCode);
        return owner;
    }

    static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 300, "it did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    static async Task<JsonElement> MadeAsync(HttpClient owner)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await owner.GetAsync("/api/v1/admin/backups");
            var backups = (await answer.JsonAsync()).GetProperty("data");
            if (backups.GetArrayLength() > 0)
                return backups[0].Clone();
            Assert.True(tries < 300, "no backup came");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public sealed class On_Sqlite() : LookingAfterBackups(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : LookingAfterBackups(DatabaseKind.PostgreSql);
}

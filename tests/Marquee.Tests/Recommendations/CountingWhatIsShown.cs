using System.Globalization;
using System.Net;
using Marquee.Data;
using Marquee.Features.Profiles.Leaving;
using Marquee.Features.Recommendations.Exposures;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Recommendations;

/// <summary>Which recommendations somebody was shown is counted where they let it be, and nowhere else.</summary>
public abstract class CountingWhatIsShown(ProgramOn program)
{
    [Fact]
    public async Task A_list_and_the_home_page_are_counted_by_title_place_and_day()
    {
        var (visitor, profile) = await SignedInAsync();
        var titles = (await visitor.RecommendationsAsync("?limit=5")).ConvertAll(title => title.Id());
        await visitor.RecommendationsAsync("?limit=5");
        using (await visitor.GetAsync("/")) { }

        await CountAsync();

        var rows = await RowsAsync(profile);
        Assert.Equal(titles.Order(), rows.Where(row => row.Place == "for_you").Select(row => row.TitleId.ToString(CultureInfo.InvariantCulture)).Order());
        Assert.All(rows.Where(row => row.Place == "for_you"), row => Assert.Equal(2, row.Shown));
        Assert.Contains(rows, row => row.Place == "home");
        Assert.All(rows, row => Assert.Equal(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86400, row.Day));
    }

    [Fact]
    public async Task Turned_off_nothing_is_counted_and_what_was_is_deleted()
    {
        var (visitor, profile) = await SignedInAsync();
        await visitor.RecommendationsAsync();
        await CountAsync();
        Assert.NotEmpty(await RowsAsync(profile));

        using (var saved = await visitor.SendFormAsync("/settings/data", "/settings/data/switches", ("learn_from", "true"))) Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Empty(await RowsAsync(profile));
        await visitor.RecommendationsAsync();
        using (await visitor.GetAsync("/")) { }
        await CountAsync();
        Assert.Empty(await RowsAsync(profile));

        using (await visitor.SendFormAsync("/settings/data", "/settings/data/switches", ("learn_from", "true"), ("analytics", "true"))) { }
        await visitor.RecommendationsAsync();
        await CountAsync();
        Assert.NotEmpty(await RowsAsync(profile));
    }

    [Fact]
    public async Task Guests_are_not_counted()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.RateAsync("19", 9);
        var profile = await (await program.RunningAsync()).ProfileAsync(visitor);
        await visitor.RecommendationsAsync();
        using (await visitor.GetAsync("/")) { }

        await CountAsync();

        Assert.Empty(await RowsAsync(profile));
    }

    [Fact]
    public async Task It_is_kept_for_ninety_days_and_is_in_the_package_of_everything()
    {
        var (visitor, profile) = await SignedInAsync();
        await visitor.RecommendationsAsync("?limit=3");
        await CountAsync();
        var own = await program.RunningAsync();
        var today = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86400;
        await own.Database.WriteAsync(connection => connection.ExecuteAsync(
            "insert into exposures (profile_id, day, place, title_id, model, shown) values (@profile, @old, 'home', 19, 'm', 1), (@profile, @kept, 'home', 19, 'm', 1)",
            new { profile, old = today - 91, kept = today - 90 }, default));

        await own.Services.GetRequiredService<ForgetExposures>().RunAsync(default);

        var days = (await RowsAsync(profile)).Select(row => row.Day).Distinct().ToList();
        Assert.Contains(today - 90, days);
        Assert.DoesNotContain(today - 91, days);
        Assert.Contains(ExportedTables.All, table => table.Name == "exposures");
    }

    sealed record Row(long Day, string Place, long TitleId, int Shown);

    async Task<(HttpClient Visitor, long Profile)> SignedInAsync()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        var profile = long.Parse((await visitor.RegisterAsync(email)).Text("profile_id"), CultureInfo.InvariantCulture);
        await visitor.SignInAsync(email);
        await visitor.RateAsync("19", 9);
        return (visitor, profile);
    }

    async Task CountAsync() => await (await program.RunningAsync()).Services.GetRequiredService<CountExposures>().HandleAsync(default);

    async Task<List<Row>> RowsAsync(long profile)
    {
        // The program writes behind the pages too: whoever took the notes has to be done with them.
        for (var tries = 0; ; tries++)
        {
            await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
            var rows = await connection.QueryAsync<Row>("select day, place, title_id, shown from exposures where profile_id = @profile", new { profile }, default);
            if (rows.Count > 0 || tries == 3) return rows;
            await Task.Delay(100);
        }
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : CountingWhatIsShown(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : CountingWhatIsShown(program);
}

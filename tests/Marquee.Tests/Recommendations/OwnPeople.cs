using System.Globalization;
using Marquee.Data;
using Marquee.Features.Recommendations;
using Marquee.Features.Recommendations.Learning;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Recommendations;

/// <summary>People of an instance whose latest plays are what the models in use think best of: whatever ranks otherwise is worse for them.</summary>
static class OwnPeople
{
    const int Known = 12, Later = 3;

    /// <summary>Adds profiles with an account, their ratings of twelve titles, and afterwards plays of the three that the models in use put first.</summary>
    public static async Task<IReadOnlyList<long>> AddOwnPeopleAsync(this RunningProgram program, int count, string kind = "personal", bool willing = true)
    {
        var models = program.Services.GetRequiredService<CurrentModels>().Require();
        var random = new Random(7);
        return await program.Database.WriteAsync(async connection =>
        {
            var profiles = new List<long>();
            for (var person = 0; person < count; person++)
            {
                var profile = await connection.ScalarAsync<long>(
                    "insert into profiles (kind, display_name, account_id, created_at, last_seen_at, learn_from) values (@kind, 'Somebody', 77, 0, 0, @willing) returning id",
                    new { kind, willing }, default);
                var rated = Enumerable.Range(0, models.Blend.Items.Count).OrderByDescending(models.PopularityOf).Take(200).OrderBy(_ => random.Next()).Take(Known).ToList();
                var events = rated.Select((item, n) => new TasteEvent(new TitleId(models.Blend.Items[item]), 50 + 5 * random.Next(10), At(n))).ToList();
                foreach (var e in events)
                    await connection.ExecuteAsync("insert into ratings (profile_id, title_id, value, rated_at, source) values (@profile, @Title, @Rating, @At, 'manual')",
                        new { profile, e.Title, e.Rating, e.At }, default);
                var best = new Recommender(models, new Taste(events, new HashSet<long>())).Rank(models.Blend, Later);
                foreach (var (n, title) in best.Index())
                    await connection.ExecuteAsync("insert into plays (profile_id, title_id, watched_at, precision, source, created_at) values (@profile, @Title, @at, 'exact', 'manual', 0)",
                        new { profile, title.Title, at = At(100 + n) }, default);
                profiles.Add(profile);
            }

            return profiles;
        }, default);
    }

    static long At(int day) => DateTimeOffset.Parse("2026-01-01T20:00:00Z", CultureInfo.InvariantCulture).AddDays(day).ToUnixTimeMilliseconds();
}

using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

/// <summary>
/// Random people with random histories, hidden titles and caps, asking for random lists at the front door: a watched, rated, hidden or capped title never comes.
/// </summary>
public abstract class WhateverTheState(ProgramOn program)
{
    const int People = 10;

    static readonly string?[] Caps = [null, null, "G", "PG", "PG-13", "R"];
    static readonly string[] Models = ["blend", "blend", "popularity", "ease", "als", "item-knn", "content", "svd"];

    [Fact]
    public async Task A_watched_hidden_or_capped_title_never_comes()
    {
        var running = await program.RunningAsync();
        await using var reading = await running.Database.OpenAsync();
        var titles = await reading.QueryAsync<Title>("select id, certification from titles order by popularity desc, id limit 2000", null, default);
        var certification = titles.ToDictionary(title => title.Id, title => title.Certification);
        var random = new Random(1895);

        for (var person = 0; person < People; person++)
        {
            var visitor = running.NewVisitor();
            var profile = await running.ProfileAsync(visitor);
            var share = Math.Pow(random.NextDouble(), 2) * 0.6;
            var known = titles.Where(_ => random.NextDouble() < share).Select(title => title.Id).ToHashSet();
            var cap = Caps[random.Next(Caps.Length)];
            await KeepAsync(running.Database, profile, known, cap, random);

            var lists = new List<string> { $"/api/v1/recommendations?limit=100&{Wish(random)}", $"/api/v1/recommendations/tonight?{Wish(random)}" };
            foreach (var id in (await Task.WhenAll(lists.Select(visitor.GetDataAsync))).SelectMany(Ids).Concat(await HomeAsync(visitor)))
            {
                Assert.False(known.Contains(id), $"{id} is known to {profile}");
                Assert.True(Certifications.Allows(cap, certification.TryGetValue(id, out var label) ? label : await LabelAsync(reading, id)), $"{id} lies beyond {cap}");
            }
        }
    }

    sealed record Title(long Id, string? Certification);

    static Task<string?> LabelAsync(System.Data.Common.DbConnection connection, long id) =>
        connection.ScalarAsync<string>("select certification from titles where id = @id", new { id }, default);

    static string Wish(Random random) => string.Create(CultureInfo.InvariantCulture,
        $"model={Models[random.Next(Models.Length)]}&novelty={random.Next(-4, 5) / 4.0}&popularity={random.Next(-4, 5) / 4.0}&length={random.Next(-4, 5) / 4.0}&diversity={random.Next(3) / 4.0}&calibration={random.Next(3) / 4.0}");

    /// <summary>Each known title was rated, only watched, or hidden. Changes of taste count as always.</summary>
    static Task KeepAsync(Database database, long profile, HashSet<long> known, string? cap, Random random) => database.WriteAsync(async connection =>
    {
        foreach (var title in known)
            await connection.ExecuteAsync(random.Next(3) switch
            {
                0 => "insert into ratings (profile_id, title_id, value, rated_at, source) values (@profile, @title, @value, @at, 'manual')",
                1 => "insert into plays (profile_id, title_id, watched_at, precision, source, created_at) values (@profile, @title, @at, 'day', 'manual', @at)",
                _ => "insert into hidden_titles (profile_id, title_id, reason, hidden_at) values (@profile, @title, @why, @at)",
            }, new { profile, title, value = 10 + 5 * random.Next(19), at = 1_700_000_000_000 + random.Next(1_000_000), why = random.Next(20) == 0 ? "less like this" : "not interested" }, default);
        await connection.ExecuteAsync(
            "update profiles set certification_cap = @cap, taste_version = taste_version + 1 where id = @profile", new { cap, profile }, default);
    }, default);

    static IEnumerable<long> Ids(System.Text.Json.JsonElement answer) => answer.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Null => [],
        _ when answer.TryGetProperty("recommendations", out var list) => list.EnumerateArray().Select(title => long.Parse(title.Id(), CultureInfo.InvariantCulture)),
        _ => [long.Parse(answer.Id(), CultureInfo.InvariantCulture)],
    };

    /// <summary>
    /// Every title that the home page recommends: the rows that give a reason. Rows of their own (what to go on with, what was logged) give none, and the favourites to watch again are there for what they know.
    /// </summary>
    static async Task<IEnumerable<long>> HomeAsync(HttpClient visitor)
    {
        var sections = System.Text.RegularExpressions.Regex.Matches(await visitor.GetStringAsync("/"), "<section.*?</section>", System.Text.RegularExpressions.RegexOptions.Singleline)
            .Select(section => section.Value).Where(section => section.Contains("class=\"why ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sections);
        return sections.Where(section => !section.Contains("Watch it again", StringComparison.Ordinal))
            .SelectMany(section => System.Text.RegularExpressions.Regex.Matches(section, "href=\"/titles/(\\d+)\"")).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct();
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WhateverTheState(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WhateverTheState(program);
}

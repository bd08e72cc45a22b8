using System.Data.Common;
using Marquee.Data;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>Who made a title and who is in it. People are known by TMDB's number; one that only bears the name so far is taken to be the one.</summary>
static class KeepPeople
{
    const int MostCast = 30;

    static readonly (string Job, string Role)[] Jobs = [("Director", "director"), ("Screenplay", "writer"), ("Writer", "writer"), ("Story", "writer"), ("Novel", "writer"),
        ("Original Music Composer", "crew"), ("Director of Photography", "crew"), ("Editor", "crew"), ("Producer", "crew")];

    sealed record Known(long Id, long? TmdbId, string Name);

    public static async Task HandleAsync(DbConnection connection, Dialect dialect, TitleId id, TmdbTitle title, CancellationToken cancel)
    {
        var credits = Credits(title);
        if (credits.Count == 0)
            return;
        var people = await PeopleAsync(connection, dialect, credits.Select(c => c.Credit).DistinctBy(c => c.PersonId).ToList(), cancel);
        await connection.ExecuteAsync("delete from credits where title_id = @id", new { id }, cancel);
        await connection.ExecuteAsync(
            "insert into credits (title_id, person_id, role, job, part, billing) values (@id, @person, @Role, @job, @part, @Billing) on conflict do nothing",
            credits.ConvertAll(c => new
            {
                id,
                person = people[c.Credit.PersonId],
                c.Role,
                job = c.Role == "cast" ? null : c.Credit.Part,
                part = c.Role == "cast" ? c.Credit.Part : null,
                c.Billing,
            }), cancel);
    }

    static List<(TmdbCredit Credit, string Role, int Billing)> Credits(TmdbTitle title) =>
    [
        .. title.Cast.Take(MostCast).DistinctBy(c => c.PersonId).Select((credit, billing) => (credit, "cast", billing)),
        .. title.Creators.DistinctBy(c => c.PersonId).Select((credit, billing) => (credit, "creator", billing)),
        .. from job in Jobs
            group job.Job by job.Role into role
            from credit in title.Crew.Where(c => role.Contains(c.Part)).DistinctBy(c => c.PersonId).Select((credit, billing) => (credit, role.Key, billing))
            select credit,
    ];

    static async Task<Dictionary<long, long>> PeopleAsync(DbConnection connection, Dialect dialect, List<TmdbCredit> credits, CancellationToken cancel)
    {
        var known = await connection.QueryAsync<Known>(
            $"select id, tmdb_id, name from people where {dialect.Among("tmdb_id", "@ids")} or (tmdb_id is null and {dialect.Among("name", "@names")}) order by id",
            new { ids = IdSet.Of(credits.Select(c => c.PersonId)), names = new TextSet(credits.Select(c => c.Name)) }, cancel);
        var byNumber = known.Where(k => k.TmdbId is not null).ToDictionary(k => k.TmdbId!.Value, k => k.Id);
        var byName = known.Where(k => k.TmdbId is null).GroupBy(k => k.Name).ToDictionary(k => k.Key, k => k.First().Id);
        foreach (var credit in credits)
        {
            var id = byNumber.TryGetValue(credit.PersonId, out var there) ? there : byName.Remove(credit.Name, out var named) ? named : 0;
            if (id != 0)
                await connection.ExecuteAsync(
                    "update people set tmdb_id = @PersonId, profile_path = coalesce(@ProfilePath, profile_path) where id = @id", new { credit.PersonId, credit.ProfilePath, id }, cancel);
            else
                id = await connection.ScalarAsync<long>(
                    "insert into people (name, match_key, tmdb_id, profile_path) values (@Name, @key, @PersonId, @ProfilePath) returning id",
                    new { credit.Name, key = TitleKey.Fold(credit.Name), credit.PersonId, credit.ProfilePath }, cancel);
            byNumber[credit.PersonId] = id;
        }

        return byNumber;
    }
}

using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Discovery;

/// <summary>A service that some title here can be watched on in the region.</summary>
sealed record ServiceChoice(long Id, string Name, int Titles, bool Mine);

/// <summary>Where a profile watches, and what it has.</summary>
sealed record ServicesOfProfile(string Region, IReadOnlyList<string> Regions, IReadOnlyList<ServiceChoice> Services);

/// <summary>The region and the services of whoever asks.</summary>
sealed class MyServices(Database database, MarqueeSettings settings, CurrentProfile current)
{
    sealed record Row(long Id, string Name, int Titles, bool Mine);

    public async Task<ServicesOfProfile> FindAsync(CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel);
        await using var connection = await database.OpenAsync(cancel);
        var region = profile is null ? null : await connection.ScalarAsync<string>("select region from profiles where id = @Id", new { profile.Id }, cancel);
        region ??= settings.Region;
        await using var answer = await connection.QueryManyAsync(
            """
            select s.id, s.name, count(distinct o.title_id) as titles, max(case when m.service_id is null then 0 else 1 end) = 1 as mine
            from services s join title_services o on o.service_id = s.id and o.region = @region and o.offer in ('stream', 'free', 'ads')
            left join profile_services m on m.service_id = s.id and m.profile_id = @profile
            group by s.id, s.name order by count(distinct o.title_id) desc, s.name;
            select distinct region from title_services order by region;
            """, new { region, profile = profile?.Id.Value }, cancel);
        var services = (await answer.ReadAsync<Row>()).Select(row => new ServiceChoice(row.Id, row.Name, row.Titles, row.Mine)).ToList();
        return new ServicesOfProfile(region, [.. await answer.ReadAsync<string>()], services);
    }

    public async Task<ServicesOfProfile> SetAsync(string? region, IReadOnlyList<long> services, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(region) && !(region.Trim().Length == 2 && region.Trim().All(char.IsAsciiLetter)))
            throw new Invalid("bad_region", "A region is a country code such as US.", "region");
        var profile = await current.EnsureAsync(cancel);
        await database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("update profiles set region = coalesce(@region, region) where id = @Id; delete from profile_services where profile_id = @Id",
                new { profile.Id, region = string.IsNullOrWhiteSpace(region) ? null : region.Trim().ToUpperInvariant() }, cancel);
            await connection.ExecuteAsync(
                $"insert into profile_services (profile_id, service_id) select @profile, id from services where {database.Dialect.Among("id", "@services")}",
                new { profile = profile.Id, services = IdSet.Of(services) }, cancel);
        }, cancel);
        return await FindAsync(cancel);
    }
}

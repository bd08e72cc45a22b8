using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Search.Narrowing;

/// <summary>Fills in what "mine" means: the region and the services of whoever asks.</summary>
sealed class ServicesOfAsker(Database database, CurrentProfile current)
{
    sealed record Row(string? Region, long? ServiceId);

    public async Task<SearchFilter> FillInAsync(SearchFilter filter, CancellationToken cancel)
    {
        if (!filter.IsMine || await current.FindAsync(cancel) is not { } profile)
            return filter;
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            "select p.region, s.service_id from profiles p left join profile_services s on s.profile_id = p.id where p.id = @Id", new { profile.Id }, cancel);
        return filter with { Services = [.. rows.Select(row => row.ServiceId).OfType<long>()], Region = rows.FirstOrDefault()?.Region ?? filter.Region };
    }
}

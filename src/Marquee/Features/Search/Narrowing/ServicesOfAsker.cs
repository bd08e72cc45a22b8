using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Filtering;
using Marquee.Features.Tracking;
using Marquee.Platform;

namespace Marquee.Features.Search.Narrowing;

/// <summary>Fills in what only whoever asks knows: their region and services, and what a written filter leaves of the catalogue for them.</summary>
sealed class ServicesOfAsker(Database database, CurrentProfile current, TimeProvider clock)
{
    sealed record Row(string? Region, long? ServiceId);

    /// <exception cref="Platform.Errors.Invalid">The written filter makes no sense.</exception>
    public async Task<SearchFilter> FillInAsync(SearchFilter filter, CancellationToken cancel) =>
        await WrittenAsync(await MineAsync(filter, cancel), cancel);

    async Task<SearchFilter> MineAsync(SearchFilter filter, CancellationToken cancel)
    {
        if (!filter.IsMine || await current.FindAsync(cancel) is not { } profile)
            return filter;
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            "select p.region, s.service_id from profiles p left join profile_services s on s.profile_id = p.id where p.id = @Id", new { profile.Id }, cancel);
        return filter with { Services = [.. rows.Select(row => row.ServiceId).OfType<long>()], Region = rows.FirstOrDefault()?.Region ?? filter.Region };
    }

    // The grammar of docs/filters.md knows what somebody watched, rated and owns, which the shelf does not: the database says which titles are left.
    async Task<SearchFilter> WrittenAsync(SearchFilter filter, CancellationToken cancel)
    {
        if (filter.Written is not { } written)
            return filter;
        var profile = await current.FindAsync(cancel);
        var asked = new FilteredTitles(written, null, "popularity", profile?.Id ?? default, TitleSight.Of(profile), clock.GetUtcNow());
        _ = asked.Checked;
        await using var connection = await database.OpenAsync(cancel);
        var titles = await asked.AllAsync(connection, int.MaxValue, cancel);
        return filter with
        {
            Places = titles.Index().ToDictionary(title => title.Item.Value, title => title.Index),
            IsInPlaces = FilterText.Parse(written).Sort is not null,
        };
    }
}

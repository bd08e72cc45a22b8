using System.Data.Common;
using Marquee.Data;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>Certificates by country, where to watch by region, and videos: replaced whole.</summary>
static class KeepAvailability
{
    public static async Task HandleAsync(DbConnection connection, Dialect dialect, TitleId id, TmdbTitle title, CancellationToken cancel)
    {
        await connection.ExecuteAsync(
            """
            delete from title_certifications where title_id = @id;
            delete from title_services where title_id = @id;
            delete from title_watch_links where title_id = @id;
            delete from videos where title_id = @id;
            """, new { id }, cancel);
        await connection.BulkCopyAsync("title_certifications", ["title_id", "country", "certification", "released"],
            title.Certifications.DistinctBy(c => c.Country).Select(c => new object?[] { id.Value, c.Country, c.Certification, c.Released?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) }), cancel);
        await ServicesAsync(connection, dialect, title, cancel);
        await connection.BulkCopyAsync("title_services", ["title_id", "region", "service_id", "offer"],
            title.Offers.DistinctBy(o => (o.Region, o.ServiceId, o.Kind)).Select(o => new object?[] { id.Value, o.Region, o.ServiceId, o.Kind.ToString().ToLowerInvariant() }), cancel);
        await connection.BulkCopyAsync("title_watch_links", ["title_id", "region", "url"],
            title.WatchLinks.DistinctBy(l => l.Region).Where(l => l.Url.StartsWith("https://", StringComparison.Ordinal)).Select(l => new object?[] { id.Value, l.Region, l.Url }), cancel);
        await connection.ExecuteAsync(
            """
            insert into videos (title_id, site, video_key, name, kind, language, official, published_at)
            values (@id, @Site, @Key, @Name, @Kind, @Language, @IsOfficial, @PublishedAt) on conflict do nothing
            """, title.Videos.Select(v => new { id, v.Site, v.Key, v.Name, v.Kind, v.Language, v.IsOfficial, v.PublishedAt }).ToList(), cancel);
    }

    static async Task ServicesAsync(DbConnection connection, Dialect dialect, TmdbTitle title, CancellationToken cancel)
    {
        var services = title.Offers.DistinctBy(o => o.ServiceId).ToList();
        var known = (await connection.QueryAsync<long>(
            $"select id from services where {dialect.Among("id", "@ids")}", new { ids = IdSet.Of(services.Select(s => s.ServiceId)) }, cancel)).ToHashSet();
        await connection.ExecuteAsync(
            "insert into services (id, name, logo_path, priority) values (@ServiceId, @Service, @LogoPath, @Priority) on conflict (id) do nothing",
            services.Where(s => !known.Contains(s.ServiceId)).Select(s => new { s.ServiceId, s.Service, s.LogoPath, s.Priority }).ToList(), cancel);
    }
}

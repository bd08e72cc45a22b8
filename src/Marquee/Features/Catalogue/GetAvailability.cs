using Marquee.Data;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Platform;

namespace Marquee.Features.Catalogue;

/// <summary>A service that has the title.</summary>
/// <param name="Offer">stream, free, ads, rent or buy.</param>
sealed record WatchOffer(long ServiceId, string Service, string Offer);

/// <param name="Url">On the video site.</param>
sealed record TitleVideo(string Name, string Kind, string Url);

sealed record CountryCertification(string Country, string Certification, DateOnly? Released);

/// <summary>Where a title can be watched in a region, its trailers, and its certificates.</summary>
/// <param name="Link">The page that says so, which must be linked.</param>
sealed record Availability(
    string Region, string? Link, IReadOnlyList<WatchOffer> Offers, IReadOnlyList<string> OtherRegions, IReadOnlyList<TitleVideo> Videos,
    IReadOnlyList<CountryCertification> Certifications, string? Tagline, string? Collection, DateTimeOffset UpdatedAt);

/// <summary>What providers say of a title beyond its facts, in one round trip. A stale title is asked for behind the answer.</summary>
sealed class GetAvailability(Database database, MarqueeSettings settings, DueTitles due)
{
    sealed record Row(string? Tagline, string? Collection, DateTimeOffset MetadataUpdatedAt, bool Manual);

    sealed record VideoRow(string Name, string Kind, string Site, string VideoKey);

    /// <param name="region">ISO 3166-1; this server's own when null.</param>
    public async Task<Availability?> HandleAsync(TitleId id, string? region, CancellationToken cancel)
    {
        region = region is { Length: 2 } && region.All(char.IsAsciiLetter) ? region.ToUpperInvariant() : settings.Region;
        await using var connection = await database.OpenAsync(cancel);
        await using var answer = await connection.QueryManyAsync(
            """
            select t.tagline, c.name as collection, t.metadata_updated_at, t.manual from titles t left join collections c on c.id = t.collection_id where t.id = @id;
            select s.id as service_id, s.name as service, o.offer from title_services o join services s on s.id = o.service_id
            where o.title_id = @id and o.region = @region order by s.priority, s.name;
            select url from title_watch_links where title_id = @id and region = @region;
            select distinct region from title_services where title_id = @id and region <> @region order by region;
            select name, kind, site, video_key from videos where title_id = @id and site in ('YouTube', 'Vimeo')
            order by case when kind = 'Trailer' then 0 when kind = 'Teaser' then 1 else 2 end, case when official then 0 else 1 end, published_at desc, id limit 6;
            select country, certification, released from title_certifications where title_id = @id and certification <> '' order by country;
            """, new { id, region }, cancel);
        if (await answer.ReadFirstOrDefaultAsync<Row>() is not { } row)
            return null;
        var offers = (await answer.ReadAsync<WatchOffer>()).ToList();
        var link = (await answer.ReadAsync<string>()).FirstOrDefault();
        var regions = (await answer.ReadAsync<string>()).ToList();
        var videos = (await answer.ReadAsync<VideoRow>()).Select(v => new TitleVideo(v.Name, v.Kind, Address(v))).ToList();
        var certifications = (await answer.ReadAsync<CountryCertification>()).ToList();
        if (!row.Manual)
            due.LookedAt(id, row.MetadataUpdatedAt);
        return new Availability(region, link, offers, regions, videos, certifications, row.Tagline, row.Collection, row.MetadataUpdatedAt);
    }

    static string Address(VideoRow video) => video.Site == "Vimeo"
        ? "https://vimeo.com/" + Uri.EscapeDataString(video.VideoKey)
        : "https://www.youtube.com/watch?v=" + Uri.EscapeDataString(video.VideoKey);
}

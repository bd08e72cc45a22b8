using System.Globalization;
using System.Text.Json;

namespace Marquee.Providers.Tmdb;

/// <summary>TMDB's JSON of films and shows as records.</summary>
static class TmdbTitles
{
    static readonly (string Name, TmdbOfferKind Kind)[] OfferNames =
    [
        ("flatrate", TmdbOfferKind.Stream), ("free", TmdbOfferKind.Free), ("ads", TmdbOfferKind.Ads), ("rent", TmdbOfferKind.Rent), ("buy", TmdbOfferKind.Buy),
    ];

    public static TmdbTitle Read(JsonElement json, TmdbKind kind)
    {
        var isShow = kind == TmdbKind.Show;
        return new TmdbTitle(
            kind, json.Number("id") ?? throw new JsonException("A title without id."),
            json.Text(isShow ? "name" : "title") ?? json.Text("original_title") ?? json.Text("original_name") ?? "Untitled",
            json.Text(isShow ? "original_name" : "original_title"), json.Text("original_language"), json.Text("overview"), json.Text("tagline"), json.Text("homepage"),
            json.Day(isShow ? "first_air_date" : "release_date"), json.Day("last_air_date"), json.Member("next_episode_to_air")?.Day("air_date"),
            json.Text("status"), isShow ? EpisodeRuntime(json) : Minutes(json.Count("runtime")), json.Figure("vote_average") is > 0 and var average ? average : null,
            json.Count("vote_count") ?? 0, json.Figure("popularity") ?? 0, json.Text("poster_path"), json.Text("backdrop_path"),
            ImdbId.Normalise(json.Text("imdb_id") ?? json.Member("external_ids")?.Text("imdb_id")), json.Member("external_ids")?.Number("tvdb_id"), Collection(json))
        {
            Genres = json.List("genres").Texts("name"),
            Countries = json.List("production_countries").Texts("name"),
            Keywords = [.. json.List("keywords", isShow ? "results" : "keywords").Texts("name")],
            OtherNames = Names(json, isShow),
            Cast = [.. json.List(isShow ? "aggregate_credits" : "credits", "cast").Select(Cast).OfType<TmdbCredit>().OrderBy(credit => credit.Order)],
            Crew = [.. json.List(isShow ? "aggregate_credits" : "credits", "crew").Select(Crew).OfType<TmdbCredit>()],
            Creators = [.. json.List("created_by").Select(Crew).OfType<TmdbCredit>()],
            Certifications = isShow ? ShowCertifications(json) : FilmCertifications(json),
            Videos = [.. json.List("videos", "results").Select(Video).OfType<TmdbVideo>()],
            Offers = [.. Regions(json).SelectMany(region => Offers(region.Name, region.Value))],
            WatchLinks = [.. Regions(json).Select(region => (region.Name, Link: region.Value.Text("link"))).Where(r => r.Link is not null).Select(r => new TmdbWatchLink(r.Name, r.Link!))],
            Seasons = [.. json.List("seasons").Select(Season).OfType<TmdbSeason>().OrderBy(season => season.Number)],
        };
    }

    public static TmdbSeason? Season(JsonElement json) => json.Number("id") is not { } id || json.Count("season_number") is not { } number ? null : new TmdbSeason(
        id, number, json.Text("name"), json.Day("air_date"), json.Text("overview"), json.Text("poster_path"), json.Count("episode_count") ?? json.List("episodes").Count())
    {
        Episodes = [.. json.List("episodes").Select(Episode).OfType<TmdbEpisode>().DistinctBy(episode => episode.Number).OrderBy(episode => episode.Number)],
    };

    /// <summary>An entry of a list; null for a person, or something that is neither.</summary>
    public static TmdbListed? Listed(JsonElement json, TmdbKind? kind)
    {
        kind ??= json.Text("media_type") switch { "movie" => TmdbKind.Film, "tv" => TmdbKind.Show, _ => null };
        if (kind is null || json.Number("id") is not { } id)
            return null;
        var isShow = kind == TmdbKind.Show;
        return (json.Text(isShow ? "name" : "title") ?? json.Text(isShow ? "original_name" : "original_title")) is not { } title ? null : new TmdbListed(
            kind.Value, id, title, json.Text(isShow ? "original_name" : "original_title"), json.Day(isShow ? "first_air_date" : "release_date"), json.Text("overview"),
            json.Text("original_language"), json.Text("poster_path"),
            [.. json.List("genre_ids").Where(g => g.ValueKind == JsonValueKind.Number && g.TryGetInt64(out _)).Select(g => g.GetInt64())],
            json.Figure("vote_average") is > 0 and var average ? average : null, json.Count("vote_count") ?? 0, json.Figure("popularity") ?? 0);
    }

    static TmdbEpisode? Episode(JsonElement json) => json.Number("id") is not { } id || json.Count("episode_number") is not { } number ? null : new TmdbEpisode(
        id, number, json.Text("name") ?? string.Create(CultureInfo.InvariantCulture, $"Episode {number}"), json.Day("air_date"), Minutes(json.Count("runtime")), json.Text("overview"), json.Text("still_path"));

    static int? Minutes(int? minutes) => minutes is > 0 and < 3000 ? minutes : null;

    static int? EpisodeRuntime(JsonElement json) =>
        Minutes(json.List("episode_run_time").Where(r => r.ValueKind == JsonValueKind.Number && r.TryGetInt32(out _)).Select(r => (int?)r.GetInt32()).FirstOrDefault()
            ?? json.Member("last_episode_to_air")?.Count("runtime"));

    static TmdbCollection? Collection(JsonElement json) =>
        json.Member("belongs_to_collection") is { } collection && collection.Number("id") is { } id && collection.Text("name") is { } name ? new TmdbCollection(id, name) : null;

    static TmdbCredit? Cast(JsonElement json, int place) => json.Number("id") is not { } id || json.Text("name") is not { } name ? null : new TmdbCredit(
        id, name, json.Text("character") ?? json.List("roles").Texts("character").FirstOrDefault(), null, json.Count("order") ?? place, json.Text("profile_path"));

    static TmdbCredit? Crew(JsonElement json, int place) => json.Number("id") is not { } id || json.Text("name") is not { } name ? null : new TmdbCredit(
        id, name, json.Text("job") ?? json.List("jobs").Texts("job").FirstOrDefault(), json.Text("department") ?? "Production", place, json.Text("profile_path"));

    static List<TmdbName> Names(JsonElement json, bool isShow) =>
    [
        .. json.List("alternative_titles", isShow ? "results" : "titles").Texts("title").Select(name => new TmdbName(name, null)),
        .. json.List("translations", "translations")
            .Select(t => (Name: t.Member("data")?.Text(isShow ? "name" : "title"), Language: t.Text("iso_639_1"))).Where(t => t.Name is not null)
            .Select(t => new TmdbName(t.Name!, t.Language)),
    ];

    /// <summary>A film opens several times in a country; the certificate is the first that is not empty, theatres before discs.</summary>
    static List<TmdbCertification> FilmCertifications(JsonElement json) =>
    [
        .. from country in json.List("release_dates", "results")
            let code = country.Text("iso_3166_1")
            where code is not null
            let releases = country.List("release_dates").OrderBy(release => release.Count("type") is 3 ? 0 : 1).ThenBy(release => release.Text("release_date"), StringComparer.Ordinal).ToList()
            where releases.Count > 0
            select new TmdbCertification(code!, releases.ConvertAll(r => r.Text("certification")).OfType<string>().FirstOrDefault() ?? "", releases.ConvertAll(r => r.Day("release_date")).Min()),
    ];

    static List<TmdbCertification> ShowCertifications(JsonElement json) =>
    [
        .. json.List("content_ratings", "results").Select(c => (Country: c.Text("iso_3166_1"), Rating: c.Text("rating"))).Where(c => c is { Country: not null, Rating: not null })
            .DistinctBy(c => c.Country).Select(c => new TmdbCertification(c.Country!, c.Rating!, null)),
    ];

    static TmdbVideo? Video(JsonElement json) => json.Text("site") is not { } site || json.Text("key") is not { } key ? null : new TmdbVideo(
        site, key, json.Text("name") ?? "Video", json.Text("type") ?? "Clip", json.Text("iso_639_1"), json.Truth("official"), json.Moment("published_at"));

    static IEnumerable<JsonProperty> Regions(JsonElement json) =>
        json.Member("watch/providers")?.Member("results") is { ValueKind: JsonValueKind.Object } regions ? regions.EnumerateObject() : [];

    static IEnumerable<TmdbOffer> Offers(string region, JsonElement offers) =>
        from kind in OfferNames
        from offer in offers.List(kind.Name)
        let id = offer.Number("provider_id")
        let name = offer.Text("provider_name")
        where id is not null && name is not null
        select new TmdbOffer(region, id.Value, name, kind.Kind, offer.Text("logo_path"), offer.Count("display_priority") ?? 1000);
}

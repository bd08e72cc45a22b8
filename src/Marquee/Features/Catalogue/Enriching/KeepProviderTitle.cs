using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>
/// Writes what TMDB says of a title over what was known, in the caller's transaction: facts and parts are replaced, seasons and episodes
/// are changed where they stand, for plays point at them. A title that is not there yet is added.
/// </summary>
sealed class KeepProviderTitle(Database database, MarqueeSettings settings, TimeProvider clock, IEnumerable<ITitlesWritten> listeners)
{
    // TMDB counts thousands of votes where a population counts dozens.
    const double VotesPerPopularity = 100;

    public async Task<TitleId> HandleAsync(DbConnection connection, TmdbTitle title, CancellationToken cancel)
    {
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var now = clock.GetUtcNow();
        var id = await FindAsync(connection, title, cancel) ?? await AddAsync(connection, title, now, cancel);
        await ReplaceFactsAsync(connection, id, title, now, cancel);
        await ReplacePartsAsync(connection, id, title, cancel);
        await KeepPeople.HandleAsync(connection, database.Dialect, id, title, cancel);
        await KeepSeasons.HandleAsync(connection, id, title.Seasons, cancel);
        await KeepAvailability.HandleAsync(connection, database.Dialect, id, title, cancel);
        await connection.ExecuteAsync(
            """
            insert into title_metadata (title_id, checked_at) values (@id, @now)
            on conflict (title_id) do update set checked_at = excluded.checked_at, due_at = null, failures = 0, error = null
            """, new { id, now }, cancel);
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, [id], cancel);
        await connection.AppendAsync("title.enriched", new { TitleId = id }, now, cancel);
        return id;
    }

    static string Kind(TmdbTitle title) => title.Kind == TmdbKind.Show ? TitleKind.Show : TitleKind.Film;

    /// <summary>By TMDB's own number, else by an id that another service gave; films and shows are never mixed up.</summary>
    static async Task<TitleId?> FindAsync(DbConnection connection, TmdbTitle title, CancellationToken cancel)
    {
        foreach (var (provider, value) in Ids(title))
            if (await connection.FirstAsync<TitleId?>(
                "select title_id from external_ids where kind = @kind and provider = @provider and value = @value", new { kind = Kind(title), provider, value }, cancel) is { } id)
                return id;
        return null;
    }

    static IEnumerable<(string Provider, string Value)> Ids(TmdbTitle title)
    {
        yield return (ExternalId.Tmdb, title.Id.ToString(CultureInfo.InvariantCulture));
        if (title.ImdbId is { } imdb) yield return (ExternalId.Imdb, imdb);
        if (title.TvdbId is { } tvdb) yield return (ExternalId.Tvdb, tvdb.ToString(CultureInfo.InvariantCulture));
    }

    static async Task<TitleId> AddAsync(DbConnection connection, TmdbTitle title, DateTimeOffset now, CancellationToken cancel) => (await connection.FirstAsync<TitleId?>(
        """
        insert into titles (kind, title, sort_title, match_key, popularity, created_at, metadata_updated_at)
        values (@kind, @Title, @key, @key, 0, @now, 0) returning id
        """, new { kind = Kind(title), title.Title, key = Key(title.Title), now }, cancel))!.Value;

    static string Key(string title) => TitleKey.Of(title) is { Length: > 0 } key ? key : title;

    async Task ReplaceFactsAsync(DbConnection connection, TitleId id, TmdbTitle title, DateTimeOffset now, CancellationToken cancel)
    {
        var isShow = title.Kind == TmdbKind.Show;
        var ended = title.Status is "Ended" or "Canceled";
        long? collection = title.Collection is not { } c ? null : await connection.ScalarAsync<long>(
            "insert into collections (tmdb_id, name) values (@Id, @Name) on conflict (tmdb_id) do update set name = excluded.name returning id", new { c.Id, c.Name }, cancel);
        await connection.ExecuteAsync(
            """
            update titles set title = @Title, original_title = @original, sort_title = @key, match_key = @matchKey, year = coalesce(@year, year), end_year = @endYear,
                release_date = coalesce(@Released, release_date), runtime = coalesce(@Runtime, runtime), overview = coalesce(@Overview, overview), tagline = @Tagline,
                homepage = @Homepage, language = coalesce(@Language, language), countries = coalesce(@countries, countries), certification = coalesce(@certification, certification),
                status = @status, poster_path = @PosterPath, backdrop_path = @BackdropPath, collection_id = @collection,
                vote_average = case when @VoteCount > vote_count then @VoteAverage else vote_average end,
                vote_count = case when @VoteCount > vote_count then @VoteCount else vote_count end,
                popularity = case when popularity > @popularity then popularity else @popularity end,
                metadata_updated_at = @now
            where id = @id
            """,
            new
            {
                id,
                title.Title,
                original = title.OriginalTitle == title.Title ? null : title.OriginalTitle,
                key = Key(title.Title),
                matchKey = TitleKey.Of(title.Title),
                year = title.Released?.Year,
                endYear = isShow && ended ? title.LastAired?.Year : null,
                title.Released,
                title.Runtime,
                title.Overview,
                title.Tagline,
                title.Homepage,
                title.Language,
                countries = title.Countries.Count == 0 ? null : JsonSerializer.Serialize(title.Countries),
                certification = title.Certifications.FirstOrDefault(x => x.Country == settings.Region && x.Certification != "")?.Certification,
                status = isShow ? ended ? "ended" : "returning" : null,
                title.PosterPath,
                title.BackdropPath,
                collection,
                title.VoteAverage,
                title.VoteCount,
                popularity = title.VoteCount / VotesPerPopularity,
                now,
            }, cancel);
        foreach (var (provider, value) in Ids(title))
            await connection.ExecuteAsync(
                """
                insert into external_ids (kind, provider, value, title_id)
                select @kind, @provider, @value, @id
                where not exists (select 1 from external_ids where title_id = @id and provider = @provider and season_id is null and episode_id is null)
                on conflict (kind, provider, value) do nothing
                """, new { kind = Kind(title), provider, value, id }, cancel);
    }

    async Task ReplacePartsAsync(DbConnection connection, TitleId id, TmdbTitle title, CancellationToken cancel)
    {
        var names = title.OtherNames.Select(n => (n.Name, n.Language)).Append((Name: title.OriginalTitle!, title.Language))
            .Where(n => n.Name is not null && n.Name != title.Title && TitleKey.Of(n.Name).Length > 0).DistinctBy(n => n.Name).ToList();
        // Names that others gave stay: people find the title by them.
        await connection.ExecuteAsync(
            "insert into title_names (title_id, name, match_key, language) values (@id, @Name, @key, @Language) on conflict (title_id, name) do nothing",
            names.ConvertAll(n => new { id, n.Name, key = TitleKey.Of(n.Name), n.Language }), cancel);
        if (ProviderGenres.Of(title.Genres) is { Count: > 0 } genres)
        {
            await connection.ExecuteAsync("delete from title_genres where title_id = @id", new { id }, cancel);
            await NamedAsync(connection, "genres", genres, cancel);
            await connection.ExecuteAsync(
                $"insert into title_genres (title_id, genre_id) select @id, id from genres where {database.Dialect.Among("name", "@genres")}", new { id, genres = new TextSet(genres) }, cancel);
        }

        if (title.Keywords.Count > 0)
        {
            await connection.ExecuteAsync("delete from title_keywords where title_id = @id", new { id }, cancel);
            await NamedAsync(connection, "keywords", title.Keywords, cancel);
            await connection.ExecuteAsync(
                "insert into title_keywords (title_id, keyword_id, position) select @id, id, @place from keywords where name = @name on conflict do nothing",
                title.Keywords.Select((name, place) => new { id, name, place }).ToList(), cancel);
        }
    }

    static Task<int> NamedAsync(DbConnection connection, string table, IReadOnlyList<string> names, CancellationToken cancel) =>
        connection.ExecuteAsync($"insert into {table} (name) values (@name) on conflict (name) do nothing", names.Select(name => new { name }).ToList(), cancel);
}

using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>Writes what hangs on a manual title: genres, people, ids, seasons and episodes. What an edit does not speak of stays.</summary>
sealed class ManualParts(DbConnection connection, Dialect dialect, TitleId id, string kind)
{
    sealed record Named(long Id, string Name);

    sealed record Known(long Id, int Number);

    public async Task WriteAsync(ManualTitle title, CancellationToken cancel)
    {
        if (title.Genres is { } genres)
            await GenresAsync(genres, cancel);
        if (title.Directors is not null)
            await PeopleAsync(kind == TitleKind.Show ? "creator" : "director", ManualTitleRules.People(title.Directors), cancel);
        if (title.Cast is not null)
            await PeopleAsync("cast", ManualTitleRules.People(title.Cast), cancel);
        if (title.ExternalIds is { } ids)
            await IdsAsync(ids, cancel);
        if (title.Seasons is { } seasons)
            await SeasonsAsync(seasons, cancel);
    }

    // No new genres: the list of genres is everybody's.
    async Task GenresAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var wanted = names.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var known = await connection.QueryAsync<Named>("select id, name from genres", null, cancel);
        var found = wanted.ConvertAll(name => known.Find(genre => genre.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new Invalid("genre_unknown", $"There is no genre '{name}' here.", "genres"));
        await connection.ExecuteAsync("delete from title_genres where title_id = @id", new { id }, cancel);
        await connection.ExecuteAsync("insert into title_genres (title_id, genre_id) values (@id, @Genre)", found.ConvertAll(genre => new { id, Genre = genre.Id }), cancel);
    }

    async Task PeopleAsync(string role, List<string> names, CancellationToken cancel)
    {
        await connection.ExecuteAsync("delete from credits where title_id = @id and role = @role", new { id, role }, cancel);
        var known = (await connection.QueryAsync<Named>($"select id, name from people where {dialect.Among("name", "@names")} order by id", new { names = new TextSet(names) }, cancel))
            .DistinctBy(person => person.Name).ToDictionary(person => person.Name, person => person.Id);
        for (var billing = 0; billing < names.Count; billing++)
        {
            if (!known.TryGetValue(names[billing], out var person))
                person = await connection.ScalarAsync<long>("insert into people (name, match_key) values (@name, @key) returning id", new { name = names[billing], key = TitleKey.Fold(names[billing]) }, cancel);
            await connection.ExecuteAsync("insert into credits (title_id, person_id, role, billing) values (@id, @person, @role, @billing)", new { id, person, role, billing }, cancel);
        }
    }

    async Task IdsAsync(IReadOnlyDictionary<string, string> ids, CancellationToken cancel)
    {
        foreach (var (provider, text) in ids)
        {
            await connection.ExecuteAsync("delete from manual_title_ids where title_id = @id and provider = @provider", new { id, provider }, cancel);
            if (ManualTitleRules.Id(provider, text) is not { } value)
                continue;
            if (await connection.FirstAsync<Named>(
                "select t.id, t.title as name from external_ids x join titles t on t.id = x.title_id where x.kind = @kind and x.provider = @provider and x.value = @value and x.title_id <> @id",
                new { id, kind, provider, value }, cancel) is { } known)
                throw new Conflict("title_known", string.Create(CultureInfo.InvariantCulture, $"That id is of {known.Name}, which is here: /titles/{known.Id}. Merge this title into it."));
            await connection.ExecuteAsync("insert into manual_title_ids (title_id, provider, value) values (@id, @provider, @value)", new { id, provider, value }, cancel);
        }
    }

    async Task SeasonsAsync(IReadOnlyList<ManualSeason> seasons, CancellationToken cancel)
    {
        if (kind == TitleKind.Film && seasons.Count > 0)
            throw new Invalid("seasons_invalid", "A film has no seasons.", "seasons");
        var there = await connection.QueryAsync<Known>("select id, number from seasons where title_id = @id", new { id }, cancel);
        foreach (var season in seasons)
        {
            var known = there.Find(row => row.Number == season.Number)?.Id
                ?? await connection.ScalarAsync<long>("insert into seasons (title_id, number) values (@id, @Number) returning id", new { id, season.Number }, cancel);
            if (season.Name is not null)
                await connection.ExecuteAsync("update seasons set name = nullif(@name, '') where id = @known", new { known, name = season.Name.Trim() }, cancel);
            await EpisodesAsync(known, season, cancel);
        }

        foreach (var gone in there.Where(row => seasons.All(season => season.Number != row.Number)))
        {
            await EpisodesAsync(gone.Id, new ManualSeason(gone.Number, null, []), cancel);
            await RemoveAsync("seasons", gone.Id, $"Season {gone.Number}", ["season_ratings"], "season_id", cancel);
        }
    }

    async Task EpisodesAsync(long season, ManualSeason written, CancellationToken cancel)
    {
        if (written.Episodes is not { } episodes)
            return;
        var there = await connection.QueryAsync<Known>("select id, number from episodes where season_id = @season", new { season }, cancel);
        foreach (var episode in episodes)
            await connection.ExecuteAsync(
                """
                insert into episodes (title_id, season_id, number, name, air_date, runtime) values (@id, @season, @Number, @name, @AirDate, @Runtime)
                on conflict (season_id, number) do update set name = excluded.name, air_date = excluded.air_date, runtime = coalesce(excluded.runtime, episodes.runtime)
                """,
                new { id, season, episode.Number, name = episode.Name?.Trim() is { Length: > 0 } name ? name : $"Episode {episode.Number}", episode.AirDate, episode.Runtime }, cancel);
        foreach (var gone in there.Where(row => episodes.All(episode => episode.Number != row.Number)))
            await RemoveAsync("episodes", gone.Id, $"Episode {gone.Number} of season {written.Number}", ["plays", "episode_ratings", "watch_progress"], "episode_id", cancel);
    }

    async Task RemoveAsync(string table, long row, string words, string[] things, string column, CancellationToken cancel)
    {
        var used = string.Join(" or ", things.Select(thing => $"exists (select 1 from {thing} x where x.{column} = @row)"));
        if (await connection.ExecuteAsync($"delete from {table} where id = @row and not ({used})", new { row }, cancel) == 0)
            throw new Conflict("episode_in_use", $"{words} has been watched or rated and cannot go.");
    }
}

using System.Text.Json;
using Dapper;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue;

/// <summary>One title with its facts, people and episodes, in one round trip however many episodes there are.</summary>
sealed class GetTitle(Database database)
{
    const string Sql =
        """
        select id, kind, title, original_title, year, end_year, release_date, runtime, overview, language, countries,
               certification, status, vote_average, vote_count, manual, shared, version
        from titles where id = @id;

        select name from title_names where title_id = @id order by id;

        select g.name, tg.inferred, tg.confidence from title_genres tg join genres g on g.id = tg.genre_id where tg.title_id = @id order by g.name;

        select k.name from title_keywords tk join keywords k on k.id = tk.keyword_id where tk.title_id = @id order by tk.position;

        select p.id, p.name, c.role, c.part from credits c join people p on p.id = c.person_id where c.title_id = @id order by c.role, c.billing;

        select provider, value from external_ids where title_id = @id and season_id is null and episode_id is null
        union select provider, value from manual_title_ids where title_id = @id order by provider;

        select id, number, name, air_date from seasons where title_id = @id order by case when number = 0 then 1 else 0 end, number;

        select id, season_id, number, name, air_date, runtime from episodes where title_id = @id order by season_id, number;
        """;

    /// <exception cref="NotFound">There is no such title.</exception>
    public async Task<TitleDetails> HandleAsync(TitleId id, CancellationToken cancel) =>
        await FindAsync(id, cancel) ?? throw new NotFound("title_not_found", "There is no such title.");

    /// <summary>The title, or null when there is none.</summary>
    public async Task<TitleDetails?> FindAsync(TitleId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var answer = await connection.QueryManyAsync(Sql, new { id }, cancel);

        var title = await answer.ReadFirstOrDefaultAsync<TitleRow>();
        if (title is null)
            return null;
        var names = await answer.ReadAsync<string>();
        var genres = (await answer.ReadAsync<GenreRow>()).AsList();
        var keywords = await answer.ReadAsync<string>();
        var credits = (await answer.ReadAsync<CreditRow>()).ToLookup(credit => credit.Role, credit => new CreditedPerson(credit.Id, credit.Name, credit.Part));
        var externalIds = (await answer.ReadAsync<ExternalIdRow>()).GroupBy(row => row.Provider).ToDictionary(ids => ids.Key, ids => ids.First().Value);
        var seasons = await answer.ReadAsync<SeasonRow>();
        var episodes = (await answer.ReadAsync<EpisodeRow>()).ToLookup(row => row.SeasonId);

        return new TitleDetails(
            title.Id, title.Kind, title.Title, title.OriginalTitle, title.Year, title.EndYear, title.ReleaseDate, title.Runtime,
            title.Overview, title.Language, title.Countries is null ? [] : JsonSerializer.Deserialize<string[]>(title.Countries)!,
            title.Certification, title.Status, title.VoteAverage, title.VoteCount,
            names.AsList(), genres.ConvertAll(genre => genre.Name),
            [.. genres.Where(genre => genre.Inferred).OrderByDescending(genre => genre.Confidence).Select(genre => new InferredGenre(genre.Name, genre.Confidence ?? 0))], keywords.AsList(),
            [.. credits["director"]], [.. credits["creator"]], [.. credits["cast"]], externalIds,
            [.. seasons.Select(season => new SeasonDetails(season.Id, season.Number, season.Name, season.AirDate,
                [.. episodes[season.Id].Select(e => new EpisodeDetails(e.Id, e.Number, e.Name, e.AirDate, e.Runtime))]))])
        { Manual = title.Manual, Shared = title.Shared, Version = title.Version };
    }

    sealed record TitleRow(
        TitleId Id, string Kind, string Title, string? OriginalTitle, int? Year, int? EndYear, DateOnly? ReleaseDate, int? Runtime,
        string? Overview, string? Language, string? Countries, string? Certification, string? Status, double? VoteAverage, int VoteCount,
        bool Manual, bool Shared, int Version);

    sealed record GenreRow(string Name, bool Inferred, double? Confidence);

    sealed record CreditRow(PersonId Id, string Name, string Role, string? Part);

    sealed record ExternalIdRow(string Provider, string Value);

    sealed record SeasonRow(SeasonId Id, int Number, string? Name, DateOnly? AirDate);

    sealed record EpisodeRow(EpisodeId Id, SeasonId SeasonId, int Number, string Name, DateOnly? AirDate, int? Runtime);
}

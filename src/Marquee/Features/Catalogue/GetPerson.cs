using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue;

/// <summary>What a person did in a title.</summary>
/// <param name="As">Director, Creator, Writer, the part they play, or their job.</param>
sealed record PersonCredit(TitleCard Title, string As);

/// <summary>A person and everything of theirs in the catalogue, the best known first.</summary>
sealed record PersonDetails(
    PersonId Id, string Name, string? KnownFor, string? Biography, DateOnly? Birthday, DateOnly? Deathday, string? Birthplace,
    IReadOnlyList<PersonCredit> Made, IReadOnlyList<PersonCredit> Acted);

/// <summary>A person with their films and shows.</summary>
sealed class GetPerson(Database database)
{
    sealed record Row(PersonId Id, string Name, string? KnownFor, string? Biography, DateOnly? Birthday, DateOnly? Deathday, string? Birthplace);

    sealed record CreditRow(TitleId TitleId, string Role, string? Job, string? Part);

    /// <param name="sight">Who looks: titles that are not for them are not there.</param>
    /// <exception cref="NotFound">There is no such person.</exception>
    public async Task<PersonDetails> HandleAsync(PersonId id, TitleSight sight, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var answer = await connection.QueryManyAsync(
            $"""
            select id, name, known_for, biography, birthday, deathday, birthplace from people where id = @id and {sight.AllowsPerson()};
            select c.title_id, c.role, c.job, c.part from credits c join titles t on t.id = c.title_id where c.person_id = @id and {sight.Allows("t")} order by t.popularity desc, t.id, c.role limit 400;
            """, new { id }, cancel);
        var person = await answer.ReadFirstOrDefaultAsync<Row>() ?? throw new NotFound("person_not_found", "There is no such person.");
        var credits = (await answer.ReadAsync<CreditRow>()).ToList();
        await answer.DisposeAsync();
        var cards = (await connection.TitleCardsAsync(database.Dialect, [.. credits.Select(c => c.TitleId).Distinct()], sight, cancel)).ToDictionary(card => card.Id);
        return new PersonDetails(
            person.Id, person.Name, person.KnownFor, person.Biography, person.Birthday, person.Deathday, person.Birthplace,
            [.. Of(credits.Where(c => c.Role != "cast"), cards)], [.. Of(credits.Where(c => c.Role == "cast"), cards)]);
    }

    static IEnumerable<PersonCredit> Of(IEnumerable<CreditRow> credits, Dictionary<TitleId, TitleCard> cards) =>
        credits.GroupBy(c => c.TitleId).Where(title => cards.ContainsKey(title.Key))
            .Select(title => new PersonCredit(cards[title.Key], string.Join(", ", title.Select(As).Where(words => words != "").Distinct())));

    static string As(CreditRow credit) => credit.Role switch
    {
        "cast" => credit.Part ?? "",
        "director" => "Director",
        "creator" => "Creator",
        "writer" => credit.Job ?? "Writer",
        _ => credit.Job ?? "",
    };
}

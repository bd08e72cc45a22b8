using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Tracking;

/// <summary>Titles that a profile's preferences speak of.</summary>
/// <param name="Unwanted">Of a genre, person or language it does not want, or outside the lengths and eras it named: never recommended.</param>
/// <param name="Liked">Of a genre, person or language it likes: what somebody new is shown first.</param>
sealed record StatedTaste(IReadOnlySet<long> Unwanted, IReadOnlySet<long> Liked)
{
    public static readonly StatedTaste None = new(new HashSet<long>(), new HashSet<long>());

    /// <summary>Finds the titles; without preferences nothing is asked.</summary>
    public static async Task<StatedTaste> ReadAsync(DbConnection connection, Dialect dialect, ProfileId profile, CancellationToken cancel)
    {
        if (await connection.ScalarAsync<string>("select preferences from profiles where id = @profile", new { profile }, cancel) is not { } json)
            return None;
        var said = Preferences.Read(json);
        return new StatedTaste(
            await TitlesAsync(connection, dialect, said.Genres?.Unwanted, said.People?.Unwanted, said.Languages?.Unwanted, said.Runtime, said.Eras, cancel),
            await TitlesAsync(connection, dialect, said.Genres?.Liked, said.People?.Liked, said.Languages?.Liked, null, null, cancel));
    }

    static async Task<IReadOnlySet<long>> TitlesAsync(
        DbConnection connection, Dialect dialect, IReadOnlyList<string>? genres, IReadOnlyList<string>? people, IReadOnlyList<string>? languages, Between? runtime, Between? eras, CancellationToken cancel)
    {
        var any = new List<string>();
        if (genres is { Count: > 0 })
            any.Add($"exists (select 1 from title_genres x join genres g on g.id = x.genre_id where x.title_id = t.id and {dialect.Among("lower(g.name)", "@genres")})");
        if (people is { Count: > 0 })
            any.Add($"exists (select 1 from credits x join people p on p.id = x.person_id where x.title_id = t.id and {dialect.Among("p.match_key", "@people")})");
        if (languages is { Count: > 0 })
            any.Add(dialect.Among("lower(t.language)", "@languages"));
        if (runtime is not null)
            any.Add("(t.runtime < @shortest or t.runtime > @longest)");
        if (eras is not null)
            any.Add("(t.year < @first or t.year > @last)");
        if (any.Count == 0)
            return new HashSet<long>();
        return (await connection.QueryAsync<long>($"select t.id from titles t where {string.Join(" or ", any)}", new
        {
            genres = Lower(genres),
            people = new TextSet((people ?? []).Select(TitleKey.Of)),
            languages = Lower(languages),
            shortest = runtime?.Min ?? int.MinValue,
            longest = runtime?.Max ?? int.MaxValue,
            first = eras?.Min ?? int.MinValue,
            last = eras?.Max ?? int.MaxValue,
        }, cancel)).ToHashSet();
    }

    static TextSet Lower(IReadOnlyList<string>? names) => new((names ?? []).Select(name => name.ToLowerInvariant()));
}

using System.Globalization;
using Dapper;

namespace Marquee.Features.Catalogue.Filtering;

/// <summary>
/// A filter as SQL over <c>titles t</c>, <c>tracked_titles tt</c> and <c>ratings r</c> of one profile. Values are parameters, never text of the statement.
/// </summary>
sealed class FilterSql
{
    readonly List<string> _conditions = [];

    /// <param name="filter">What was written.</param>
    /// <param name="status">The status by rule as SQL; needs what the caller adds for it.</param>
    /// <param name="parameters">Where values go; holds <c>profile</c> already.</param>
    public FilterSql(FilterText filter, string status, DynamicParameters parameters)
    {
        Parameters = parameters;
        Status = status;
        foreach (var term in filter.Terms)
        {
            var any = string.Join(" or ", term.Values.Select(value => One(term.Field, value)));
            // What is not known is not so: a film without a year is not from 1995, and so it is among those that are not.
            _conditions.Add(term.Not ? $"not coalesce(({any}), false)" : $"({any})");
        }
    }

    public DynamicParameters Parameters { get; }

    /// <summary>What is to be joined before <see cref="Condition"/> can be asked.</summary>
    public const string From =
        """
        titles t left join tracked_titles tt on tt.title_id = t.id and tt.profile_id = @profile
        left join ratings r on r.title_id = t.id and r.profile_id = @profile
        """;

    public string Condition => _conditions.Count == 0 ? "1 = 1" : string.Join(" and ", _conditions);

    string Status { get; }

    string One(string field, string value) => field switch
    {
        "title" => Like("t.match_key", Marquee.Data.TitleKey.Fold(value)),
        "kind" => value.ToLowerInvariant() switch
        {
            "film" or "films" or "movie" => "t.kind = 'film'",
            "show" or "shows" or "series" => "t.kind = 'show'",
            _ => throw FilterText.Wrong("'kind:' is film or show."),
        },
        "genre" => $"exists (select 1 from title_genres x join genres g on g.id = x.genre_id where x.title_id = t.id and lower(g.name) = {Lower(value)})",
        "keyword" => $"exists (select 1 from title_keywords x join keywords k on k.id = x.keyword_id where x.title_id = t.id and lower(k.name) = {Lower(value)})",
        "person" => Credit(value, ""),
        "director" => Credit(value, "and x.role in ('director', 'creator')"),
        "cast" => Credit(value, "and x.role = 'cast'"),
        "year" => Range("t.year", FilterRange.Numbers(field, value)),
        "decade" => Decade(value),
        "runtime" => Range("t.runtime", FilterRange.Numbers(field, value)),
        "score" => Range("t.vote_average", FilterRange.Numbers(field, value)),
        "votes" => Range("t.vote_count", FilterRange.Numbers(field, value)),
        "language" => $"lower(t.language) = {Lower(value)}",
        "country" => Like("lower(t.countries)", "\"" + value.ToLowerInvariant() + "\""),
        "certification" => $"lower(t.certification) = {Lower(value)}",
        "rating" => Range("r.value / 10.0", FilterRange.Numbers(field, value)),
        "rated" => YesNo(field, value, "r.value is not null"),
        "seen" => YesNo(field, value, "coalesce(tt.plays, 0) > 0"),
        "plays" => Range("coalesce(tt.plays, 0)", FilterRange.Numbers(field, value)),
        "watched" => Range("tt.last_watched_at", FilterRange.Days(field, value)),
        "status" => $"{Status} = {Lower(value.Replace('-', '_').Replace(' ', '_'))}",
        "owned" => Owned(value),
        "tag" => $"exists (select 1 from title_tags x where x.profile_id = @profile and x.title_id = t.id and x.name = {Lower(value)})",
        "note" => YesNo(field, value, "exists (select 1 from title_notes x where x.profile_id = @profile and x.title_id = t.id)"),
        "watchlist" => YesNo(field, value, "exists (select 1 from list_items x join lists l on l.id = x.list_id where l.profile_id = @profile and l.kind = 'watchlist' and x.title_id = t.id)"),
        "favourite" => YesNo(field, value, "exists (select 1 from list_items x join lists l on l.id = x.list_id where l.profile_id = @profile and l.kind = 'favourites' and x.title_id = t.id)"),
        "list" => $"exists (select 1 from list_items x join lists l on l.id = x.list_id where l.profile_id = @profile and lower(l.name) = {Lower(value)} and x.title_id = t.id)",
        _ => throw FilterText.Wrong($"There is no '{field}:' to filter by. Try kind, genre, year, decade, runtime, person, director, cast, language, country, keyword, score, rating, seen, status, watched, plays, owned, tag, note, watchlist, favourite or list."),
    };

    string Credit(string value, string role) =>
        $"exists (select 1 from credits x join people p on p.id = x.person_id where x.title_id = t.id and p.match_key = {Parameter(Marquee.Data.TitleKey.Of(value))} {role})";

    string Owned(string value) => value.ToLowerInvariant() switch
    {
        "disc" or "file" or "service" => $"exists (select 1 from owned_copies x where x.profile_id = @profile and x.title_id = t.id and x.medium = {Lower(value)})",
        _ => YesNo("owned", value, "exists (select 1 from owned_copies x where x.profile_id = @profile and x.title_id = t.id)"),
    };

    string Decade(string value)
    {
        if (!int.TryParse(value.TrimEnd('s', 'S'), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year % 10 != 0)
            throw FilterText.Wrong("'decade:' takes a decade, such as 1990s.");
        return $"(t.year >= {Parameter(year)} and t.year < {Parameter(year + 10)})";
    }

    string Range(string column, FilterRange range)
    {
        var parts = new List<string> { $"{column} is not null" };
        if (range.Low is { } low)
            parts.Add($"{column} {(range.LowOut ? ">" : ">=")} {Parameter(low)}");
        if (range.High is { } high)
            parts.Add($"{column} {(range.HighOut ? "<" : "<=")} {Parameter(high)}");
        return "(" + string.Join(" and ", parts) + ")";
    }

    static string YesNo(string field, string value, string condition) => value.ToLowerInvariant() switch
    {
        "yes" or "true" => $"({condition})",
        "no" or "false" => $"(not ({condition}))",
        _ => throw FilterText.Wrong($"'{field}:' is yes or no."),
    };

    string Like(string column, string value) =>
        $@"{column} like {Parameter("%" + value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%")} escape '\'";

    string Lower(string value) => Parameter(value.ToLowerInvariant());

    string Parameter(object value)
    {
        var name = "f" + Parameters.ParameterNames.Count().ToString(CultureInfo.InvariantCulture);
        Parameters.Add(name, value);
        return "@" + name;
    }
}

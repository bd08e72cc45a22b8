using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>A word to find: as it stands, or as a beginning.</summary>
readonly record struct Term(string Word, bool IsPrefix);

/// <summary>
/// What a document must hold, in either database's language: FTS5's <c>("godfather"*) AND ("2" OR "ii")</c>,
/// PostgreSQL's <c>('godfather':*) &amp; ('2' | 'ii')</c>. Words are folded: letters and digits only, nothing to escape.
/// </summary>
static class MatchExpression
{
    /// <param name="ways">Any of them will do: for each place the terms that will do there.</param>
    public static string OneOf(Dialect dialect, IEnumerable<IReadOnlyList<IReadOnlyCollection<Term>>> ways) =>
        string.Join(dialect.IsSqlite ? " OR " : " | ", ways.Select(way => $"({All(dialect, way)})"));

    static string All(Dialect dialect, IReadOnlyList<IReadOnlyCollection<Term>> places) =>
        string.Join(dialect.IsSqlite ? " AND " : " & ", places.Select(terms => Any(dialect, terms)));

    static string Any(Dialect dialect, IEnumerable<Term> terms) =>
        $"({string.Join(dialect.IsSqlite ? " OR " : " | ", terms.Distinct().Select(term => Write(dialect, term)))})";

    /// <summary>The titles whose names and people match <c>@expression</c>, as a query for their ids.</summary>
    public static string InNames(Dialect dialect) => dialect.IsSqlite
        ? "select rowid from search_index where search_index match @expression"
        : "select title_id from search_documents where words @@ @expression::tsquery";

    /// <summary>The titles that match in anything we know of them: what they are about, too.</summary>
    public static string InAnything(Dialect dialect) => dialect.IsSqlite
        ? "select rowid from search_about where search_about match @expression"
        : "select title_id from search_documents where about_words @@ @expression::tsquery";

    static string Write(Dialect dialect, Term term) => dialect.IsSqlite
        ? $"\"{term.Word}\"{(term.IsPrefix ? "*" : "")}"
        : $"'{term.Word}'{(term.IsPrefix ? ":*" : "")}";
}

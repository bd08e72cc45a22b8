using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>A title that may be meant, with what its relevance is judged by.</summary>
sealed record Candidate(TitleId Id, int? Year, double Popularity, string Names, string People);

static class Candidates
{
    const string Columns = "t.id, t.year, t.popularity, d.names, d.people";

    /// <summary>The most popular titles that match the expression.</summary>
    public static Task<List<Candidate>> CandidatesAsync(this DbConnection connection, Dialect dialect, string expression, CancellationToken cancel) =>
        connection.QueryAsync<Candidate>(
            $"""
            select {Columns}
            from (select id from titles where id in ({MatchExpression.Select(dialect)}) order by popularity desc, id limit 150) best
            join titles t on t.id = best.id
            join search_documents d on d.title_id = t.id
            """, new { expression }, cancel);

    /// <summary>The most popular titles that are called so, or whose name begins so: sure to be among the candidates however common the words are.</summary>
    public static Task<List<Candidate>> NamesakesAsync(this DbConnection connection, string key, CancellationToken cancel) =>
        connection.QueryAsync<Candidate>(
            $"""
            select {Columns}
            from (
                select id from (select id, popularity from titles where match_key = @key order by popularity desc limit 20) named
                union
                select title_id from title_names where match_key = @key
                union
                select id from (select id, popularity from titles where match_key > @key and match_key < @end order by popularity desc limit 60) begun
            ) best
            join titles t on t.id = best.id
            join search_documents d on d.title_id = t.id
            """, new { key, end = key + "\uffff" }, cancel);
}

using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>The words of the catalogue that somebody may have meant with one they typed wrong.</summary>
static class LookAlikes
{
    const int Most = 12;

    /// <summary>Three letters at a time, the word's ends marked: 'alien' is <c>_al ali lie ien en_</c>.</summary>
    public static IReadOnlyList<string> Grams(string word)
    {
        var marked = $"_{word}_";
        var grams = new HashSet<string>();
        for (var start = 0; start + 3 <= marked.Length; start++)
            grams.Add(marked.Substring(start, 3));
        return [.. grams];
    }

    /// <summary>Those of the words that occur in the catalogue just so.</summary>
    public static async Task<HashSet<string>> KnownWordsAsync(
        this DbConnection connection, Dialect dialect, IEnumerable<string> words, CancellationToken cancel) =>
        [.. await connection.QueryAsync<string>(
            $"select word from search_words where {dialect.Among("word", "@words")}", new { words = new TextSet(words) }, cancel)];

    /// <summary>Words within the slips that its length allows, nearest first.</summary>
    /// <param name="goingOn">Whether the word may be only the beginning of the one that is meant.</param>
    public static async Task<IReadOnlyList<string>> LookAlikesAsync(
        this DbConnection connection, Dialect dialect, string word, bool goingOn, CancellationToken cancel)
    {
        var limit = EditDistance.Allowed(word.Length);
        if (limit == 0)
            return [];
        var words = await connection.QueryAsync<string>(
            $"""
            select w.word
            from (
                select word_id, count(*) as shared from search_grams
                where {dialect.Among("gram", "@grams")} and length between @shortest and @longest
                group by word_id order by count(*) desc, min(abs(length - @length)), word_id limit 150
            ) near
            join search_words w on w.id = near.word_id
            """,
            new
            {
                grams = new TextSet(Grams(word)),
                length = word.Length,
                shortest = word.Length - limit,
                longest = word.Length + (goingOn ? 8 : limit),
            }, cancel);

        return [.. words
            .Select(other => (other, distance: EditDistance.Between(word, other, limit, goingOn)))
            .Where(near => near.distance > 0 && near.distance <= limit)
            .OrderBy(near => near.distance).ThenBy(near => near.other[0] == word[0] ? 0 : 1).ThenBy(near => near.other, StringComparer.Ordinal)
            .Take(Most)
            .Select(near => near.other)];
    }
}

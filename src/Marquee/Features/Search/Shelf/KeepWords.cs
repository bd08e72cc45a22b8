using System.Data.Common;
using System.Runtime.InteropServices;
using Marquee.Data;

namespace Marquee.Features.Search.Shelf;

/// <summary>
/// The words of the catalogue that somebody may have meant with one they typed wrong, in memory: by the three-letter pieces they
/// share, the most alike first. New words are read as they appear, and looked through one by one until there are many.
/// </summary>
sealed class KeepWords : IDisposable
{
    const int Most = 12, MostCompared = 150, MostNew = 2000;

    readonly SemaphoreSlim _one = new(1, 1);
    Words _words = new(0, [], [], [], []);

    sealed record Word(long Id, string Text);

    /// <summary>The words by number, the words with each piece, and the words that are not in pieces yet.</summary>
    sealed record Words(long Last, string[] Indexed, Dictionary<int, int[]> ByGram, List<string> New, HashSet<string> All);

    /// <summary>Whether the word occurs in the catalogue just so; call after <see cref="CurrentAsync"/>.</summary>
    public bool Knows(string word) => Volatile.Read(ref _words).All.Contains(word);

    /// <summary>Reads the words that are new.</summary>
    public async ValueTask CurrentAsync(DbConnection connection, CancellationToken cancel)
    {
        if (await connection.ScalarAsync<long>("select coalesce(max(id), 0) from search_words", null, cancel) <= Volatile.Read(ref _words).Last)
            return;
        await _one.WaitAsync(cancel);
        try
        {
            var words = _words;
            var added = await connection.QueryAsync<Word>("select id, word as text from search_words where id > @Last order by id", new { words.Last }, cancel);
            if (added.Count > 0)
                Volatile.Write(ref _words, Add(words, added));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Words within the slips that its length allows, nearest first.</summary>
    /// <param name="goingOn">Whether the word may be only the beginning of the one that is meant.</param>
    public IReadOnlyList<string> LookAlikes(string word, bool goingOn)
    {
        var limit = EditDistance.Allowed(word.Length);
        if (limit == 0)
            return [];
        var words = Volatile.Read(ref _words);
        return [.. Sharing(words, word, word.Length - limit, word.Length + (goingOn ? 8 : limit)).Concat(words.New)
            .Select(other => (other, distance: EditDistance.Between(word, other, limit, goingOn)))
            .Where(near => near.distance > 0 && near.distance <= limit)
            .OrderBy(near => near.distance).ThenBy(near => near.other[0] == word[0] ? 0 : 1).ThenBy(near => near.other, StringComparer.Ordinal)
            .Take(Most)
            .Select(near => near.other)];
    }

    public void Dispose() => _one.Dispose();

    static IEnumerable<string> Sharing(Words words, string word, int shortest, int longest)
    {
        var shared = new Dictionary<int, int>();
        foreach (var gram in Grams(word).Distinct())
            foreach (var number in words.ByGram.GetValueOrDefault(gram, []))
                if (words.Indexed[number].Length is var length && length >= shortest && length <= longest)
                    CollectionsMarshal.GetValueRefOrAddDefault(shared, number, out _)++;
        return shared
            .OrderByDescending(pair => pair.Value).ThenBy(pair => Math.Abs(words.Indexed[pair.Key].Length - word.Length)).ThenBy(pair => pair.Key)
            .Take(MostCompared).Select(pair => words.Indexed[pair.Key]);
    }

    /// <summary>Three letters at a time, the word's ends marked, as numbers: 'alien' is <c>_al ali lie ien en_</c>.</summary>
    static IEnumerable<int> Grams(string word)
    {
        for (var at = -1; at < word.Length - 1; at++)
            yield return HashCode(At(at), At(at + 1), At(at + 2));

        char At(int place) => place >= 0 && place < word.Length ? word[place] : '_';

        // Two pieces that meet in one number cost a comparison, nothing else.
        static int HashCode(char one, char two, char three) => ((one * 1021) + two) * 1021 + three;
    }

    static Words Add(Words words, List<Word> added)
    {
        var all = new HashSet<string>(words.All);
        all.UnionWith(added.Select(word => word.Text));
        List<string> fresh = [.. words.New, .. added.Select(word => word.Text)];
        if (fresh.Count <= MostNew)
            return words with { Last = added[^1].Id, New = fresh, All = all };

        string[] indexed = [.. words.Indexed, .. fresh];
        var byGram = new Dictionary<int, List<int>>();
        for (var number = 0; number < indexed.Length; number++)
            foreach (var gram in Grams(indexed[number]).Distinct())
                (CollectionsMarshal.GetValueRefOrAddDefault(byGram, gram, out _) ??= []).Add(number);
        return new Words(added[^1].Id, indexed, byGram.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()), [], all);
    }
}

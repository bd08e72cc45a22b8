using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search;

/// <summary>A title found, and how well it answers.</summary>
readonly record struct Match(ShelvedTitle Title, double Score);

/// <summary>
/// Finds titles by their names, people and year, as somebody types. First the words as they stand; as long as no answer convinces,
/// also what unknown words look like, then what titles are about, then titles that hold all words but one, then what known words look like.
/// The best known of the titles that hold the words are judged one by one; the others follow them by popularity.
/// </summary>
sealed class FindMatches(Database database, KeepWords words)
{
    const int MostJudged = 120, MostBegun = 60;

    // Below a title that is called so, above one that holds all words but one.
    const double Described = 0.6;

    public async Task<IReadOnlyCollection<Match>> HandleAsync(DbConnection connection, TitleShelf shelf, SearchQuery query, CancellationToken cancel)
    {
        var dialect = database.Dialect;
        var relevance = new Relevance(query);
        var judged = new Dictionary<long, (ShelvedTitle Title, double Text)>();
        var others = new Dictionary<long, ShelvedTitle>();
        await words.CurrentAsync(connection, cancel);
        var places = new Places(query, words);

        await JudgeAsync(shelf.Namesakes(query.Key, MostBegun));
        if (places.IsTelling)
            await TakeAsync(await HoldingAsync(MatchExpression.InNames(dialect), places.Together(dialect)));

        if (places.IsTelling && BestText() < Relevance.Convincing)
        {
            // A word nobody knows is the likely slip. One that exists may still be another word's ("pulp friction").
            var holders = new Holders(places.Count);
            for (var place = 0; place < places.Count; place++)
                holders.Add(place, await HoldingAsync(MatchExpression.InNames(dialect), places.Any(dialect, place, withLookAlikes: true)));
            await TakeAsync(holders.All());
            if (BestText() < Relevance.Convincing)
                foreach (var title in shelf.Of(await HoldingAsync(MatchExpression.InAnything(dialect), places.AllAsTyped(dialect))))
                    if (judged.GetValueOrDefault(title.Id).Text < Described)
                        judged[title.Id] = (title, Described);
            if (BestText() < Relevance.Convincing)
                await TakeAsync(holders.AllButOne(), alsoOthers: false);
            if (BestText() < Relevance.Convincing)
            {
                for (var place = 0; place < places.Count; place++)
                    if (places.LookAlikesOfKnown(dialect, place) is { } expression)
                        holders.Add(place, await HoldingAsync(MatchExpression.InNames(dialect), expression));
                await TakeAsync(holders.All());
            }
        }

        var highest = judged.Values.Select(j => j.Title.Popularity).DefaultIfEmpty().Max();
        return
        [
            .. judged.Values.Where(j => j.Text >= Relevance.Acceptable).Select(j => new Match(j.Title, Relevance.Score(j.Title.Popularity, j.Text, highest))),
            // Behind those that were judged: more than nothing, less than the least acceptable.
            .. others.Values.Where(title => !judged.ContainsKey(title.Id)).Select(title => new Match(title, 0.4 * title.Popularity / (1 + highest + title.Popularity))),
        ];

        Task<List<long>> HoldingAsync(string sql, string expression) => connection.QueryKeysAsync(sql, "@expression", expression, cancel);

        async Task TakeAsync(IEnumerable<long> ids, bool alsoOthers = true)
        {
            var best = new Best(MostJudged);
            foreach (var title in shelf.Of(ids))
            {
                if (alsoOthers)
                    others.TryAdd(title.Id, title);
                if (!judged.ContainsKey(title.Id))
                    best.Offer(title);
            }

            await JudgeAsync(best.Titles);
        }

        async Task JudgeAsync(IEnumerable<ShelvedTitle> titles)
        {
            foreach (var candidate in await connection.CandidatesAsync(dialect, [.. titles.Where(title => !judged.ContainsKey(title.Id))], cancel))
                judged.Add(candidate.Id.Value, (shelf.Find(candidate.Id.Value)!, relevance.Text(candidate)));
        }

        double BestText() => judged.Values.Select(j => j.Text).DefaultIfEmpty().Max();
    }

    /// <summary>Which of the query's words each title holds, a bit a word.</summary>
    sealed class Holders(int words)
    {
        readonly Dictionary<long, int> _held = [];
        readonly int _all = (1 << words) - 1;

        public void Add(int word, List<long> titles)
        {
            foreach (var title in titles)
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_held, title, out _) |= 1 << word;
        }

        public IEnumerable<long> All() => _held.Where(held => held.Value == _all).Select(held => held.Key);

        /// <summary>Somebody may have typed a word too many, or one that is past recognition.</summary>
        public IEnumerable<long> AllButOne() =>
            words < 2 ? [] : _held.Where(held => held.Value != _all && System.Numerics.BitOperations.IsPow2(held.Value ^ _all)).Select(held => held.Key);
    }
}

using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Search.Narrowing;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search;

/// <param name="Title">The title found.</param>
/// <param name="Score">How well it answers; comparable within one search only.</param>
/// <param name="Highlight">Where what was typed occurs; null when nothing was typed.</param>
sealed record SearchHit(TitleCard Title, double Score, HighlightedText? Highlight);

/// <summary>What is looked for.</summary>
/// <param name="Text">What somebody typed; null to look through everything.</param>
/// <param name="Sight">Who looks; null: everything there is.</param>
/// <param name="After">The <see cref="SearchAnswer.Next"/> of the page before; null for the first.</param>
sealed record SearchRequest(string? Text, SearchFilter Filter, SearchOrder Order, int Limit, string? After = null, TitleSight? Sight = null);

/// <summary>A page of what was found.</summary>
/// <param name="Total">How many titles there are on all pages.</param>
/// <param name="Before">How many of them stand before this page.</param>
/// <param name="Next">The key of the next page; null on the last.</param>
sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, IReadOnlyList<FacetAnswer> Facets, int Total, int Before, string? Next);

/// <summary>Finds titles, narrows and counts them, and gives them a page at a time: the same on both databases.</summary>
sealed class SearchTitles(Database database, KeepShelf keepShelf, FindMatches findMatches)
{
    public const int MostHits = 50;

    /// <returns>At most <paramref name="limit"/> titles, best first; none when nothing was typed or nothing is like it.</returns>
    public async Task<IReadOnlyList<SearchHit>> HandleAsync(string? text, int limit, CancellationToken cancel, TitleSight? sight = null) =>
        (await HandleAsync(new SearchRequest(text ?? "", new SearchFilter(), SearchOrder.Relevance, limit, Sight: sight), cancel)).Hits;

    public async Task<SearchAnswer> HandleAsync(SearchRequest request, CancellationToken cancel)
    {
        var query = SearchQuery.Parse(request.Text);
        var sight = request.Sight ?? TitleSight.Everything;
        await using var connection = await database.OpenAsync(cancel);
        var shelf = await keepShelf.CurrentAsync(connection, cancel);
        var matches = request.Text is null ? shelf.Titles.Select(title => new Match(title, title.Popularity))
            : query is null ? []
            : await findMatches.HandleAsync(connection, shelf, query, cancel);

        var counts = new FacetCounts(shelf.Words, new ShelfFilter(request.Filter, shelf.Words));
        var found = new List<(Standing Standing, Match Match)>();
        var allowed = Allowed(shelf.Words.Certifications, sight);
        foreach (var match in matches)
            if (allowed?[match.Title.Certification] != false && counts.Count(match.Title))
                found.Add((request.Filter is { IsInPlaces: true, Places: { } places }
                    ? new Standing(places[match.Title.Id], "", match.Title.Id)
                    : Standing.Of(match.Title, request.Order, match.Score), match));

        var limit = Math.Clamp(request.Limit, 1, MostHits);
        var before = 0;
        if (Standing.Read(request.After) is { } after)
        {
            before = found.RemoveAll(f => f.Standing.CompareTo(after) <= 0);
        }

        var page = Sorted.Take(found, limit);
        return new SearchAnswer(
            await HitsAsync(connection, query, page.ConvertAll(f => f.Match), sight, cancel), counts.Answer(), found.Count + before, before,
            page.Count < found.Count ? page[^1].Standing.Key : null);
    }

    /// <summary>Which certifications' codes are for these eyes; null: all.</summary>
    static bool[]? Allowed(Codes certifications, TitleSight sight) => sight.Cap is null ? null
        : [.. Enumerable.Range(0, certifications.Count).Select(code => sight.Shows(code == 0 ? null : certifications.Word(code)))];

    async Task<IReadOnlyList<SearchHit>> HitsAsync(DbConnection connection, SearchQuery? query, List<Match> page, TitleSight sight, CancellationToken cancel)
    {
        var scores = page.ToDictionary(match => new TitleId(match.Title.Id), match => match.Score);
        var cards = await connection.TitleCardsAsync(database.Dialect, scores.Keys, sight, cancel);
        var highlights = query is null || cards.Count == 0 ? [] : await new Highlight(query).OfAsync(connection, database.Dialect, scores.Keys, cancel);
        return [.. cards.Select(card => new SearchHit(card, Math.Round(scores[card.Id], 4), highlights.GetValueOrDefault(card.Id)))];
    }

    static class Sorted
    {
        /// <summary>The first of many, in order: a whole catalogue need not be sorted for one page.</summary>
        public static List<(Standing Standing, Match Match)> Take(List<(Standing Standing, Match Match)> found, int count)
        {
            var first = new PriorityQueue<(Standing Standing, Match Match), Standing>(LastFirst);
            foreach (var one in found)
                if (first.Count < count)
                    first.Enqueue(one, one.Standing);
                else if (one.Standing.CompareTo(first.Peek().Standing) < 0)
                    first.DequeueEnqueue(one, one.Standing);
            return [.. first.UnorderedItems.Select(item => item.Element).OrderBy(one => one.Standing)];
        }

        static readonly Comparer<Standing> LastFirst = Comparer<Standing>.Create((one, other) => other.CompareTo(one));
    }
}

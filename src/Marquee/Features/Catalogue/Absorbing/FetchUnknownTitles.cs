using System.Globalization;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Importers.Matching;
using Marquee.Platform.Errors;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Tmdb;
using Imported = Marquee.Importers.ImportedItem;

namespace Marquee.Features.Catalogue.Absorbing;

/// <summary>
/// Looks at TMDB for titles that the catalogue does not have: by its number, else by /find for ids of IMDb and TVDB, else by searching, where the matcher that imports go
/// by decides and a doubtful one is left. What is found is added whole. The seam for whoever brings titles in.
/// </summary>
sealed class FetchUnknownTitles(OutsideServices services, AddFromTmdb add)
{
    // TMDB's pace and the day's budget are the client's; these only wait beside each other.
    const int AtOnce = 6;

    /// <summary>Whether there is anybody to ask.</summary>
    public bool IsConnected => services.Tmdb is not null;

    /// <summary>One answer for each title, in order. Ends early, and says so in the answers, when the budget is spent or TMDB refuses.</summary>
    /// <param name="titles">Each once: two that mean the same are asked for twice.</param>
    /// <param name="budget">How many titles may be asked for.</param>
    /// <param name="cancel">What was added until then stays.</param>
    public async Task<IReadOnlyList<FetchedTitle>> HandleAsync(IReadOnlyList<UnknownTitle> titles, int budget, CancellationToken cancel)
    {
        var answers = new FetchedTitle[titles.Count];
        string? stopped = services.Tmdb is null ? OutsideServices.WithoutKey : null;
        await Parallel.ForAsync(0, titles.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (at, stop) =>
        {
            if (Volatile.Read(ref stopped) is { } why)
                answers[at] = new FetchedTitle(null, 0, why, WasAsked: false);
            else if (at >= budget)
                answers[at] = new FetchedTitle(null, 0, "So many titles at once are asked for in turns.", WasAsked: false);
            else
                try
                {
                    answers[at] = await FetchAsync(services.Tmdb!, titles[at], stop);
                }
                catch (ProviderFailure odd) when (odd.Kind is FailureKind.Malformed or FailureKind.Refused)
                {
                    // About this title only.
                    answers[at] = new FetchedTitle(null, 0, odd.Message, WasAsked: true);
                }
                catch (Exception e) when (e is ProviderFailure or Conflict)
                {
                    // The key, the day's calls, or TMDB is down: asking for the others is no use now.
                    Volatile.Write(ref stopped, e.Message);
                    answers[at] = new FetchedTitle(null, 0, e.Message, WasAsked: false);
                }
        });
        return answers;
    }

    async Task<FetchedTitle> FetchAsync(TmdbClient tmdb, UnknownTitle title, CancellationToken cancel)
    {
        var kind = title.Kind == TitleKind.Show ? TmdbKind.Show : TmdbKind.Film;
        if (await ByIdAsync(tmdb, kind, title, cancel) is { } number)
            return await AddAsync(title.Kind, number, 1, "TMDB has it under the same id.", cancel);
        if (await tmdb.SearchAsync(title.Title, 1, cancel) is not { } found)
            return new FetchedTitle(null, 0, "TMDB has nothing by that name.", WasAsked: true);

        var index = new TitleIndex(found.Value.Items.Where(item => item.Kind == kind).DistinctBy(item => item.Id).Select(item => new CatalogueTitle(
            item.Id, kind == TmdbKind.Show ? Importers.TitleKind.Show : Importers.TitleKind.Film, item.Title, item.Released?.Year)
        {
            Alternatives = item.OriginalTitle is { } original ? [original] : [],
            Popularity = item.Popularity,
        }));
        var match = index.Match(new Imported("tmdb", 0, "")
        {
            Title = title.Title,
            OriginalTitle = title.OriginalTitle,
            Year = title.Year,
            Kind = kind == TmdbKind.Show ? Importers.TitleKind.Show : Importers.TitleKind.Film,
        });
        return match.Title is { } sure
            ? await AddAsync(title.Kind, sure.Id, match.Score, match.Reason, cancel)
            : new FetchedTitle(null, match.Score, match.Outcome == MatchOutcome.Unsure ? "TMDB has several by that name." : "TMDB has nothing by that name.", WasAsked: true);
    }

    static async Task<long?> ByIdAsync(TmdbClient tmdb, TmdbKind kind, UnknownTitle title, CancellationToken cancel)
    {
        foreach (var (provider, value) in title.Ids)
        {
            if (provider == Writing.ExternalId.Tmdb && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            if (provider is Writing.ExternalId.Imdb or Writing.ExternalId.Tvdb
                && (await tmdb.FindAsync(value, provider == Writing.ExternalId.Tvdb, cancel))?.Value.Titles.FirstOrDefault(found => found.Kind == kind) is { } known)
                return known.Id;
        }

        return null;
    }

    async Task<FetchedTitle> AddAsync(string kind, long number, double score, string reason, CancellationToken cancel)
    {
        try
        {
            return new FetchedTitle(await add.HandleAsync(kind, number, TitleSight.Everything, cancel), score, reason, WasAsked: true);
        }
        catch (NotFound)
        {
            return new FetchedTitle(null, 0, "TMDB does not have it any more.", WasAsked: true);
        }
    }
}

using Marquee.Features.Search.Narrowing;
using Marquee.Platform;

namespace Marquee.Features.Search;

/// <summary>
/// Searches and browses once before anybody does: what is kept in memory is read, and the code is compiled. Without it the first hundred readers after a start wait
/// for that together.
/// </summary>
sealed class WarmSearch(SearchTitles search) : IPreparationStep
{
    public int Order => 30;

    public async Task RunAsync(Readiness readiness, CancellationToken cancel)
    {
        await search.HandleAsync(new SearchRequest(null, new SearchFilter(), SearchOrder.Popular, 24), cancel);
        foreach (var typed in (string[])["the", "star wasr"])
            await search.HandleAsync(new SearchRequest(typed, new SearchFilter(), SearchOrder.Relevance, 24), cancel);
    }
}

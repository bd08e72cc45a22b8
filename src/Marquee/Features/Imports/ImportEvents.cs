using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Marquee.Data;

namespace Marquee.Features.Imports;

/// <summary>How far an import is, told as it goes: from the table, so that it does not matter which node reads the file.</summary>
static class ImportEvents
{
    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(400);

    /// <summary>How far it is.</summary>
    /// <param name="Status">As <see cref="ImportBatch.Status"/>; the last event's is one that waits for somebody.</param>
    /// <param name="Rows">Rows that are through.</param>
    /// <param name="Total">Rows of the file; 0 when nobody knows yet.</param>
    public sealed record Standing(string Status, int Rows, long Total, int Matched, int Unsure, int Unmatched, int Fresh, string Words);

    public static async Task<IResult> FollowAsync(BatchId id, FindImports find, CancellationToken cancel)
    {
        await find.OneAsync(id, cancel);
        return TypedResults.ServerSentEvents(StandingsAsync(id, find, cancel));
    }

    static async IAsyncEnumerable<SseItem<Standing>> StandingsAsync(BatchId id, FindImports find, [EnumeratorCancellation] CancellationToken cancel)
    {
        Standing? last = null;
        while (true)
        {
            var batch = await find.OneAsync(id, cancel);
            var standing = new Standing(batch.Status, batch.RowsRead, batch.RowsTotal, batch.Matched, batch.Unsure, batch.Unmatched, batch.Fresh, ImportWords.OfProgress(batch));
            if (standing != last)
                yield return new SseItem<Standing>(last = standing, "progress");
            if (!batch.IsAtWork)
                yield break;
            await Task.Delay(Often, TimeProvider.System, cancel);
        }
    }
}

using Marquee.Engine.Data;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Ranking;

/// <summary>Many people for whom a model has prepared what it needs, so that ranking for all of them costs far less than one by one.</summary>
public abstract class Crowd
{
    /// <summary>Folds everybody in.</summary>
    /// <param name="model">The model that will rank.</param>
    /// <param name="histories">A row of events a person, in the model's item indices.</param>
    /// <param name="threads">Threads to use, at least one.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public static Crowd Of(Model model, SparseRows histories, int threads, CancellationToken cancellation = default) =>
        model is IFoldsInCrowds crowds ? crowds.FoldIn(histories, threads, cancellation) : new OneByOneCrowd(model, histories);

    /// <summary>The best items of every person, in the order of the histories; each list best first, of equal scores the lower index first.</summary>
    /// <param name="count">Items a person; fewer when fewer are left.</param>
    /// <param name="filterSeen">Whether to leave out what stands in a person's own history.</param>
    /// <param name="threads">Threads to use; the answer does not depend on it.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public abstract IReadOnlyList<RankedItem>[] Top(int count, bool filterSeen, int threads, CancellationToken cancellation = default);
}

/// <summary>A model that prepares many people at once.</summary>
interface IFoldsInCrowds
{
    Crowd FoldIn(SparseRows histories, int threads, CancellationToken cancellation);
}

/// <summary>People of a model whose score is a product of factors.</summary>
sealed unsafe class FactorCrowd(float[] people, float[] items, int width, SparseRows histories) : Crowd
{
    public override IReadOnlyList<RankedItem>[] Top(int count, bool filterSeen, int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        fixed (float* p = people, i = items)
            return ScoreTop.Rank(new MatrixView(p, people.Length / width, width, width), new MatrixView(i, items.Length / width, width, width),
                count, filterSeen ? histories : null, threads, cancellation);
    }
}

/// <summary>People of any other model: scored one after another, several threads side by side.</summary>
sealed class OneByOneCrowd(Model model, SparseRows histories) : Crowd
{
    const int PeopleAPiece = 16;

    public override IReadOnlyList<RankedItem>[] Top(int count, bool filterSeen, int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var best = new IReadOnlyList<RankedItem>[histories.RowCount];
        Crew.Run(threads, (histories.RowCount + PeopleAPiece - 1) / PeopleAPiece, () =>
        {
            var scores = new float[model.Items.Count];
            return piece =>
            {
                for (var person = piece * PeopleAPiece; person < Math.Min((piece + 1) * PeopleAPiece, histories.RowCount); person++)
                {
                    model.Score(HistoryOf(person), scores);
                    best[person] = TopItems.Of(scores, count, filterSeen ? item => histories.ColumnsOf(person).BinarySearch(item) >= 0 : null);
                }
            };
        }, cancellation);
        return best;
    }

    History HistoryOf(int person)
    {
        var events = new Event[histories.CountIn(person)];
        for (var at = 0; at < events.Length; at++)
        {
            var entry = histories.Starts[person] + at;
            events[at] = new Event(histories.Columns[entry], histories.Values[entry], histories.Times?[entry] ?? 0);
        }

        return History.Of(events);
    }
}

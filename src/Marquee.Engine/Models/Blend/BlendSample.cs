using Marquee.Engine.Kernels;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// What the search for weights needs of one held-out user: the standardised scores of every member for the candidates, and which of them are held out.
/// Candidates are the best unseen of each member with the held-out ones; a title that no member ranks high cannot rank high in their sum.
/// </summary>
/// <param name="Scores">Candidates one after another, each with one score a member.</param>
/// <param name="Relevant">Whether each candidate is held out.</param>
sealed record BlendSample(float[] Scores, bool[] Relevant)
{
    const int BestOfEach = 150;

    public static BlendSample[] Gather(HoldOut held, Model[] members, TrainingRun run)
    {
        var samples = new BlendSample[held.Users.Count];
        Crew.Run(run.ThreadCount, samples.Length, () =>
        {
            var scores = Array.ConvertAll(members, m => new float[m.Items.Count]);
            return user => samples[user] = Of(held.Users[user], members, scores);
        }, run.Cancellation);
        return samples;
    }

    static BlendSample Of(HeldOutUser user, Model[] members, float[][] scores)
    {
        var seen = user.FoldIn.Items.ToArray();
        var candidates = new SortedSet<int>(user.HeldOut);
        var standards = new Standardization[members.Length];
        for (var m = 0; m < members.Length; m++)
        {
            members[m].Score(user.FoldIn, scores[m]);
            standards[m] = Standardization.Of(scores[m]);
            foreach (var best in TopItems.Of(scores[m], BestOfEach, item => Array.BinarySearch(seen, item) >= 0))
                candidates.Add(best.Item);
        }

        return new BlendSample(
            [.. candidates.SelectMany(item => members.Select((_, m) => standards[m].Apply(scores[m][item])))],
            [.. candidates.Select(item => Array.BinarySearch(user.HeldOut, item) >= 0)]);
    }

    /// <summary>NDCG of the candidates in the order the weights give, over the first <paramref name="best"/>'s capacity of places.</summary>
    public double Ndcg(ReadOnlySpan<double> weights, BestItems best, RankedItem[] places)
    {
        for (var candidate = 0; candidate < Relevant.Length; candidate++)
        {
            var score = 0.0;
            for (var m = 0; m < weights.Length; m++)
                score += weights[m] * Scores[candidate * weights.Length + m];
            best.Offer(candidate, (float)score);
        }

        var (gain, ideal) = (0.0, 0.0);
        var count = best.Take(places);
        for (var place = 0; place < count; place++)
            if (Relevant[places[place].Item])
                gain += 1 / Math.Log2(place + 2);
        for (var place = Math.Min(Relevant.Count(r => r), places.Length) - 1; place >= 0; place--)
            ideal += 1 / Math.Log2(place + 2);
        return gain / ideal;
    }
}

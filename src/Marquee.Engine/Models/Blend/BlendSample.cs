using Marquee.Engine.Kernels;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// What the search for weights needs of one held-out user: the standardised scores of every member for the candidates, and which of them are held out.
/// Candidates are the best unseen of each member; a title that no member ranks high cannot rank high in their sum. Held-out titles that no member ranks high are not among them, though they
/// count as to be found: held-out titles alone at the bottom of a list would teach that what stands low there is good.
/// </summary>
/// <param name="Scores">Candidates one after another, each with one score a member.</param>
/// <param name="Relevant">Whether each candidate is held out.</param>
/// <param name="Missed">How many held-out titles are no candidates.</param>
/// <param name="Length">How long the history is, as <see cref="ProfileLength"/> says.</param>
sealed record BlendSample(float[] Scores, bool[] Relevant, int Missed = 0, double Length = 0)
{
    const int BestOfEach = 200;

    public static BlendSample[] Gather(HoldOut held, Model[] members, double softness, TrainingRun run)
    {
        var samples = new BlendSample[held.Users.Count];
        Crew.Run(run.ThreadCount, samples.Length, () =>
        {
            var scores = Array.ConvertAll(members, m => new float[m.Items.Count]);
            return user => samples[user] = Of(held.Users[user], members, softness, scores);
        }, run.Cancellation);
        return samples;
    }

    static BlendSample Of(HeldOutUser user, Model[] members, double softness, float[][] scores)
    {
        var seen = user.FoldIn.Items.ToArray();
        var candidates = new SortedSet<int>();
        var standards = new Standardization[members.Length];
        for (var m = 0; m < members.Length; m++)
        {
            members[m].Score(user.FoldIn, scores[m]);
            standards[m] = Standardization.Of(scores[m], softness);
            foreach (var best in TopItems.Of(scores[m], BestOfEach, item => Array.BinarySearch(seen, item) >= 0))
                candidates.Add(best.Item);
        }

        return new BlendSample(
            [.. candidates.SelectMany(item => members.Select((_, m) => standards[m].Apply(scores[m][item])))],
            [.. candidates.Select(item => Array.BinarySearch(user.HeldOut, item) >= 0)],
            user.HeldOut.Count(item => !candidates.Contains(item)),
            ProfileLength.Of(user.FoldIn));
    }

    /// <summary>The score of each candidate under the weights: one for each member, and where there are twice as many, then what is added to each with the length of a history.</summary>
    public void Score(ReadOnlySpan<double> weights, int members, Span<double> scores)
    {
        for (var candidate = 0; candidate < Relevant.Length; candidate++)
        {
            var score = 0.0;
            for (var m = 0; m < members; m++)
                score += WeightOf(weights, members, m) * Scores[candidate * members + m];
            scores[candidate] = score;
        }
    }

    public double WeightOf(ReadOnlySpan<double> weights, int members, int m) => weights.Length > members ? Math.Max(0, weights[m] + Length * weights[members + m]) : weights[m];

    /// <summary>NDCG of the candidates in the order the weights give, over the first <paramref name="best"/>'s capacity of places.</summary>
    public double Ndcg(ReadOnlySpan<double> weights, int members, BestItems best, RankedItem[] places)
    {
        Span<double> scores = new double[Relevant.Length];
        Score(weights, members, scores);
        for (var candidate = 0; candidate < scores.Length; candidate++)
            best.Offer(candidate, (float)scores[candidate]);

        var (gain, ideal) = (0.0, Ideal(places.Length));
        var count = best.Take(places);
        for (var place = 0; place < count; place++)
            if (Relevant[places[place].Item])
                gain += 1 / Math.Log2(place + 2);
        return gain / ideal;
    }

    /// <summary>What the best possible order gains.</summary>
    public double Ideal(int depth)
    {
        var ideal = 0.0;
        for (var place = Math.Min(Relevant.Count(r => r) + Missed, depth) - 1; place >= 0; place--)
            ideal += 1 / Math.Log2(place + 2);
        return ideal;
    }
}

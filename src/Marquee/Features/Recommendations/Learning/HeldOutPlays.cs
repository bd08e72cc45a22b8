using Marquee.Engine;
using Marquee.Engine.Evaluation;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>
/// The instance's newest fifth of plays and ratings, kept out of training to judge by it. The cut is one moment for everybody, so that no model has learnt from anything later,
/// and moves on with the calendar: what judged last month is learnt from this month.
/// </summary>
/// <param name="Cut">Unix milliseconds; what came later was held out.</param>
/// <param name="People">Everybody who did something before the cut and liked something after it.</param>
sealed record HeldOutPlays(long Cut, IReadOnlyList<HeldOutPlays.Person> People)
{
    const double ShareHeldOut = 0.2;
    static readonly RankingMeasure Measure = RankingMeasure.Named("ndcg@10");

    /// <param name="Known">What they did before the cut.</param>
    /// <param name="Liked">The titles they watched or liked after it.</param>
    public sealed record Person(long Profile, IReadOnlyList<TasteEvent> Known, IReadOnlyList<long> Liked);

    /// <summary>Divides the events; what has no time was before everything.</summary>
    public static (IReadOnlyList<OwnEvent> Earlier, HeldOutPlays HeldOut) Divide(IReadOnlyList<OwnEvent> events)
    {
        var times = events.Where(e => e.At > 0).Select(e => e.At).Order().ToArray();
        if (times.Length == 0)
            return (events, new HeldOutPlays(long.MaxValue, []));
        var cut = times[(int)((1 - ShareHeldOut) * (times.Length - 1))];
        var people =
            from own in events.GroupBy(e => e.Profile)
            let known = own.Where(e => e.At <= cut).Select(e => new TasteEvent(new Data.TitleId(e.Title), e.Value, e.At)).ToList()
            let liked = own.Where(e => e.At > cut && (e.Value is null or >= TasteEvent.LikedFrom)).Select(e => e.Title).ToList()
            where known.Count > 0 && liked.Count > 0
            orderby own.Key
            select new Person(own.Key, known, liked);
        return ([.. events.Where(e => e.At <= cut)], new HeldOutPlays(cut, [.. people]));
    }

    /// <summary>NDCG@10 of a model over everybody, among all titles they had not seen by then; 0 when there is nobody to ask. Titles the model does not know count as missed.</summary>
    public double Judge(Model model)
    {
        if (People.Count == 0)
            return 0;
        var scores = new float[model.Items.Count];
        return People.Average(person =>
        {
            var history = new Taste(person.Known, new HashSet<long>()).In(model.Items);
            model.Score(history, scores);
            foreach (var item in history.Items)
                scores[item] = float.NegativeInfinity;
            var places = person.Liked.Select(model.Items.IndexOf).Select(item => item < 0 || history.Items.Contains(item) ? int.MaxValue : PlaceOf(scores, item)).Order().ToArray();
            return Measure.Of(places);
        });
    }

    /// <summary>The item's place in the ranking, from 1; of equal scores the lower item stands first, as in every list.</summary>
    static int PlaceOf(float[] scores, int item)
    {
        var place = 1;
        for (var other = 0; other < scores.Length; other++)
            if (scores[other] > scores[item] || (scores[other] == scores[item] && other < item))
                place++;
        return place;
    }
}

using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Ranking;
using Marquee.Features.Recommendations.Learning;

namespace Marquee.Features.Recommendations;

/// <summary>
/// One person on one set of models: values in, values out. Scores are computed when first asked for and kept, so that every row of a page
/// is chosen from the same ones. Made for one request; not for use by several threads.
/// </summary>
/// <param name="models">The models.</param>
/// <param name="taste">What is known of them.</param>
/// <param name="leftOut">What must not be shown beside what they watched, rated or hid: beyond a cap, say; null for nothing.</param>
sealed class Recommender(LoadedModels models, Taste taste, ItemSet? leftOut = null)
{
    const int MostEvidence = 5;
    const int AlikeCount = 60;
    const double Sureness = 0.8;
    const float FewestStars = 0.5f;
    const float MostStars = 5;

    readonly Dictionary<string, float[]> _scores = [];
    readonly ItemSet _mustNotShow = Join(ItemSet.OfIds(models.Blend.Items, taste.Events.Select(e => e.Title.Value).Concat(taste.Hidden)), leftOut);
    readonly Dictionary<string, Func<int, Explanation>> _explainers = [];
    BlendScores? _blended;
    Func<int, float>? _stars;
    Func<int, RatingRange>? _ranges;
    Dictionary<int, float>? _unwanted;

    public LoadedModels Models => models;

    public Taste Taste => taste;

    /// <summary>The taste in the models' own terms.</summary>
    public History History { get; } = taste.In(models.Blend.Items);

    /// <summary>A model's scores for this person, one a title.</summary>
    public float[] ScoresOf(Model model)
    {
        if (!_scores.TryGetValue(model.Name, out var scores))
        {
            _scores[model.Name] = scores = new float[model.Items.Count];
            if (model == models.Blend)
                Blended.Scores.CopyTo(scores);
            else
                model.Score(History, scores);
        }

        return scores;
    }

    /// <summary>The best titles by a model. Nothing that was watched, rated, hidden or left out is among them.</summary>
    /// <param name="model">The one that ranks.</param>
    /// <param name="count">How many, at most.</param>
    /// <param name="excluding">What must not be there for another reason; null: nothing.</param>
    public IReadOnlyList<RankedTitle> Rank(Model model, int count, Func<int, bool>? excluding = null) =>
        [.. Best(ScoresOf(model), count, excluding).Select(ranked => Describe(model, ranked))];

    /// <summary>The best items by any scores, by the same rule.</summary>
    public IReadOnlyList<RankedItem> Best(ReadOnlySpan<float> scores, int count, Func<int, bool>? excluding = null) => excluding is null
        ? TopItems.Of(scores, count, _mustNotShow)
        : TopItems.Of(scores, count, item => _mustNotShow.Contains(item) || excluding(item));

    /// <summary>Whether a title was watched, rated, hidden or left out.</summary>
    public bool MustNotShow(int item) => _mustNotShow.Contains(item);

    /// <summary>All of those.</summary>
    public ItemSet MustNotBeShown => _mustNotShow;

    /// <summary>What is to be said of one title on a list.</summary>
    public RankedTitle Describe(Model model, RankedItem ranked)
    {
        var explanation = model == models.Blend ? Blended.Explain(ranked.Item) : ExplainerOf(model)(ranked.Item);
        var spoken = explanation.Contributions.Where(c => c.Amount > 0).Take(MostEvidence);
        return new RankedTitle(
            TitleAt(ranked.Item), ranked.Score, Stars(ranked.Item), Source(model, ranked.Item),
            [.. spoken.Select(c => new Evidence(TitleAt(c.Item), c.Amount))])
        {
            Range = Range(ranked.Item),
        };
    }

    /// <summary>The rating we expect, ½ … 5 stars; null for a title that nobody in the population has rated. Costs nothing for titles that nobody asks about.</summary>
    public float? Stars(int item) => models.IsRated(item)
        ? Math.Clamp((_stars ??= models.Ratings.PredictorFor(History))(item), FewestStars, MostStars)
        : null;

    /// <summary>
    /// The stars that eight in ten true ratings lie between, narrower for a title and a taste that much is known of; models without a member that knows how sure it is say how far they miss
    /// on the whole. Null where there is no expected rating.
    /// </summary>
    public RatingRange? Range(int item)
    {
        if (Stars(item) is not { } expected)
            return null;
        _ranges ??= models.Blend.RangesFor(History, Sureness) ?? (_ => new RatingRange(float.NaN, float.NaN));
        var range = _ranges(item);
        return float.IsNaN(range.Low) ? new RatingRange(expected + models.Margin.Low, expected + models.Margin.High) : range;
    }

    /// <summary>How near a title is to one they want less of: 1 for the nearest, 0 for nothing in common.</summary>
    public float LikenessToUnwanted(int item) => (_unwanted ??= Unwanted()).GetValueOrDefault(item);

    public TitleId TitleAt(int item) => new(models.Blend.Items[item]);

    BlendScores Blended => _blended ??= models.Blend.ScoreByMember(History);

    string Source(Model model, int item) => model == models.Blend ? Blended.SharesOf(item)[0].Member : model.Name;

    Func<int, Explanation> ExplainerOf(Model model) => _explainers.TryGetValue(model.Name, out var known) ? known : _explainers[model.Name] = model.ExplainerFor(History);

    Dictionary<int, float> Unwanted()
    {
        var unwanted = new Dictionary<int, float>();
        foreach (var title in taste.LessLike)
            if (models.Blend.Items.IndexOf(title.Value) is >= 0 and var about && models.Nearness.Similar(about, AlikeCount) is [var nearest, ..] near)
                foreach (var (item, similarity) in near)
                    unwanted[item] = Math.Max(unwanted.GetValueOrDefault(item), similarity / nearest.Similarity);
        return unwanted;
    }

    static ItemSet Join(ItemSet known, ItemSet? leftOut) => leftOut is null ? known : known.Union(leftOut);
}

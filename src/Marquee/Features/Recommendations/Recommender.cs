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
sealed class Recommender(LoadedModels models, Taste taste)
{
    const int MostEvidence = 5;
    const float FewestStars = 0.5f;
    const float MostStars = 5;

    readonly Dictionary<string, float[]> _scores = [];
    readonly History _history = taste.In(models.Blend.Items);
    BlendScores? _blended;

    public LoadedModels Models => models;

    public Taste Taste => taste;

    /// <summary>A model's scores for this person, one a title.</summary>
    public float[] ScoresOf(Model model)
    {
        if (!_scores.TryGetValue(model.Name, out var scores))
        {
            _scores[model.Name] = scores = new float[model.Items.Count];
            if (model == models.Blend)
                Blended.Scores.CopyTo(scores);
            else
                model.Score(_history, scores);
        }

        return scores;
    }

    /// <summary>The best titles by a model. Nothing that was watched, rated or hidden is among them.</summary>
    /// <param name="model">The one that ranks.</param>
    /// <param name="count">How many, at most.</param>
    /// <param name="excluding">What must not be there for another reason; null: nothing.</param>
    public IReadOnlyList<RankedTitle> Rank(Model model, int count, Func<int, bool>? excluding = null) =>
        [.. Best(ScoresOf(model), count, excluding).Select(ranked => Describe(model, ranked))];

    /// <summary>The best items by any scores, by the same rule.</summary>
    public IReadOnlyList<RankedItem> Best(ReadOnlySpan<float> scores, int count, Func<int, bool>? excluding = null) =>
        TopItems.Of(scores, count, item => MustNotShow(item) || excluding?.Invoke(item) == true);

    /// <summary>Whether a title was watched, rated or hidden.</summary>
    public bool MustNotShow(int item) => taste.Excludes(models.Blend.Items[item]);

    /// <summary>What is to be said of one title on a list.</summary>
    public RankedTitle Describe(Model model, RankedItem ranked)
    {
        var explanation = model == models.Blend ? Blended.Explain(ranked.Item) : model.Explain(_history, ranked.Item);
        var spoken = explanation.Contributions.Where(c => c.Amount > 0).Take(MostEvidence);
        return new RankedTitle(
            TitleAt(ranked.Item), ranked.Score, Stars(ranked.Item), Source(model, ranked.Item),
            [.. spoken.Select(c => new Evidence(TitleAt(c.Item), c.Amount))]);
    }

    /// <summary>The rating we expect, ½ … 5 stars; null for a title that nobody in the population has rated.</summary>
    public float? Stars(int item) =>
        models.IsRated(item) ? Math.Clamp(ScoresOf(models.Ratings)[item], FewestStars, MostStars) : null;

    public TitleId TitleAt(int item) => new(models.Blend.Items[item]);

    BlendScores Blended => _blended ??= models.Blend.ScoreByMember(_history);

    string Source(Model model, int item) => model == models.Blend ? Blended.SharesOf(item)[0].Member : model.Name;
}

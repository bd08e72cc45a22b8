using Marquee.Engine;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Models.Content;
using Marquee.Engine.Models.Svd;
using Marquee.Engine.Persistence;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>One training's models: the blend that answers by default, and its members, each by name. Immutable; a request keeps the one it began with.</summary>
sealed class LoadedModels
{
    /// <summary>
    /// The blend's own weights are fitted to rank for a person, where what titles are made of adds little. For "similar" both count: what people loved together, and what is in it.
    /// </summary>
    static readonly Dictionary<string, float> NearnessWeights = new() { ["als"] = 0.25f, ["ease"] = 0.2f, ["content"] = 0.55f };

    readonly Dictionary<string, Model> _byName;
    readonly float[] _popular;

    public LoadedModels(BlendModel blend, ModelHeader header)
    {
        (Blend, Header) = (blend, header);
        _byName = blend.Members.ToDictionary(member => member.Model.Name, member => member.Model);
        _byName[blend.Name] = blend;
        Content = (ContentModel)_byName["content"];
        Popularity = _byName["popularity"];
        Ratings = (SvdModel)_byName["svd"];
        Nearness = blend.With(NearnessWeights);
        _popular = new float[blend.Items.Count];
        Popularity.Score(History.Empty, _popular);
    }

    public BlendModel Blend { get; }

    /// <summary>Knows what titles are made of and names what two have in common.</summary>
    public ContentModel Content { get; }

    public Model Popularity { get; }

    /// <summary>Knows which titles are near each other.</summary>
    public BlendModel Nearness { get; }

    /// <summary>Predicts ratings: its scores are stars, ½ … 5.</summary>
    public SvdModel Ratings { get; }

    /// <summary>Whether anybody in the population has met the title: without that a predicted rating would be an average in disguise.</summary>
    public bool IsRated(int item) => _popular[item] > 0;

    /// <summary>How popular a title is: higher is more, 0 is unknown to everybody.</summary>
    public float PopularityOf(int item) => _popular[item];

    /// <summary>The share of the people learnt from who have liked a title: about how likely it is that somebody knows it. Without a count of people the best known is taken to be known by half of them.</summary>
    public float ShareWhoKnow(int item) => _popular[item] / (float)Header.Metrics.GetValueOrDefault(TrainModels.PeopleLearntFrom, 2 * _popular.Max());

    public ModelHeader Header { get; }

    public string Version => Header.Version;

    /// <summary>How far predictions miss, in stars, from measured errors on ratings held out of training: eight in ten true ratings lie between.</summary>
    public (float Low, float High) Margin => (
        (float)Header.Metrics.GetValueOrDefault(Measuring.ErrorLow, -1),
        (float)Header.Metrics.GetValueOrDefault(Measuring.ErrorHigh, 1));

    /// <summary>The model of that name; the blend when none is named.</summary>
    /// <exception cref="Invalid">There is none of that name.</exception>
    public Model Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return Blend;
        return _byName.GetValueOrDefault(name) ?? throw new Invalid(
            "model_unknown", $"There is no model '{name}' here. Choose one of {string.Join(", ", _byName.Keys.Order())}.", "model");
    }
}

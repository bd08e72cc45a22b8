using Marquee.Engine.Models.Als;
using Marquee.Engine.Models.BayesMf;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Models.Bpr;
using Marquee.Engine.Models.Content;
using Marquee.Engine.Models.Ease;
using Marquee.Engine.Models.ExplicitAls;
using Marquee.Engine.Models.ItemKnn;
using Marquee.Engine.Models.KnnBaseline;
using Marquee.Engine.Models.Neural.NeuMf;
using Marquee.Engine.Models.Neural.SasRec;
using Marquee.Engine.Models.Neural.Vae;
using Marquee.Engine.Models.Popularity;
using Marquee.Engine.Models.RatingBlend;
using Marquee.Engine.Models.Rp3Beta;
using Marquee.Engine.Models.SessionKnn;
using Marquee.Engine.Models.Slim;
using Marquee.Engine.Models.SlopeOne;
using Marquee.Engine.Models.Svd;
using Marquee.Engine.Models.SvdPlusPlus;
using Marquee.Engine.Models.TimeSvd;
using Marquee.Engine.Models.Transitions;
using Marquee.Engine.Models.UserKnn;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models;

/// <summary>One kind of model under its public name: how to set it up, train it, and read it back.</summary>
/// <param name="Name">The name in every API and on the command line.</param>
/// <param name="Summary">One sentence for help texts.</param>
/// <param name="Options">Makes options with defaults that work.</param>
/// <param name="Train">Trains; the options must be those <paramref name="Options"/> makes.</param>
/// <param name="Read">Reads a trained model back from its file.</param>
public sealed record ModelKind(
    string Name,
    string Summary,
    Func<ModelOptions> Options,
    Func<TrainingData, ModelOptions, TrainingRun, Model> Train,
    Func<ModelReader, Model> Read);

/// <summary>Every model the engine has, by name.</summary>
public static class ModelKinds
{
    /// <summary>All kinds, simplest first. To add a model, add its line here.</summary>
    public static IReadOnlyList<ModelKind> All { get; } =
    [
        PopularityModel.Kind,
        ItemKnnModel.Kind,
        UserKnnModel.Kind,
        SlopeOneModel.Kind,
        KnnBaselineModel.Kind,
        Rp3BetaModel.Kind,
        TransitionsModel.Kind,
        SessionKnnModel.Kind,
        ContentModel.Kind,
        SvdModel.Kind,
        SvdPlusPlusModel.Kind,
        TimeSvdModel.Kind,
        BprModel.Kind,
        AlsModel.Kind,
        EaseModel.Ease,
        EaseModel.Edlae,
        SlimModel.Kind,
        ExplicitAlsModel.Kind,
        NeuMfModel.Kind,
        BayesMfModel.Kind,
        VaeModel.Kind,
        SasRecModel.Kind,
        RatingBlendModel.Kind,
        BlendModel.Kind,
    ];

    /// <summary>The kind of that name.</summary>
    /// <exception cref="InvalidOptionException">There is none; the message lists the names.</exception>
    public static ModelKind Find(string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new InvalidOptionException($"There is no model '{name}'. Known: {string.Join(", ", All.Select(kind => kind.Name))}.");
}

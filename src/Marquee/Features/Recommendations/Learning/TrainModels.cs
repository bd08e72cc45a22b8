using System.Globalization;
using Marquee.Engine;
using Marquee.Engine.Models;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Persistence;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>
/// Trains the blend and its members, measures, and offers it: it is put to use when it is at least as good as what is there. Safe to run at any time: readers finish on the old models.
/// </summary>
sealed partial class TrainModels(GatherTrainingData gather, OfferModels offer, TimeProvider clock, ILogger<TrainModels> log)
{
    const int Seed = 42;

    /// <summary>How good the model was on the instance's own held-out plays, on how many people.</summary>
    public const string OwnNdcg = "own_ndcg@10", OwnPeople = "own_people";

    /// <summary>How many people were learnt from.</summary>
    public const string PeopleLearntFrom = "people";

    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="threads">How many threads may work; 0 for one a processor.</param>
    /// <param name="cancel">Stops the training within a second.</param>
    /// <returns>What came of it, or null when nobody has rated anything and there is nothing to learn.</returns>
    public async Task<Offer?> HandleAsync(IProgress<TrainingProgress>? progress, int threads, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var gathered = await gather.HandleAsync(cancel);
        var data = gathered.Data;
        if (data.Interactions.Count == 0)
            return null;

        // Training computes for seconds: not on the thread of whoever asked.
        var (blend, header) = await Task.Run(() => Train(gathered, new TrainingRun(Seed, threads, progress, cancel)), cancel);
        Trained(header.Version, data.Interactions.Count, data.Interactions.Users.Count, data.Interactions.Items.Count,
            (long)clock.GetElapsedTime(started).TotalMilliseconds);
        return await offer.HandleAsync(blend, header, gathered.HeldOut, cancel);
    }

    (BlendModel Blend, ModelHeader Header) Train(Gathered gathered, TrainingRun run)
    {
        var kind = ModelKinds.Find(ModelVersions.Blend);
        var options = ProductOptions(kind);
        var blend = (BlendModel)kind.Train(gathered.Data, options, run);
        var metrics = Measuring.RatingErrors(gathered.Data.Interactions, run);
        metrics[PeopleLearntFrom] = gathered.Data.Interactions.Users.Count;
        metrics[OwnNdcg] = gathered.HeldOut.Judge(blend);
        metrics[OwnPeople] = gathered.HeldOut.People.Count;
        var now = clock.GetUtcNow();
        return (blend, new ModelHeader(ModelVersions.Blend, now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture), now, options.ToDictionary(), metrics));
    }

    /// <summary>
    /// The engine's defaults, but for what only the product knows: a rating below three and a half stars is not a wish for more of the same,
    /// a title that two people liked is not worth a row and a column of a square matrix in a household's memory, every member can be asked by name, a predicted rating says how sure it is, and what was watched
    /// last moves the next list: the models of sequences speak with weights found on latest-small, where they help the next title and the ranking alike
    /// (docs/evaluation.md, "What the product blends").
    /// </summary>
    static ModelOptions ProductOptions(ModelKind kind)
    {
        var options = (BlendOptions)kind.Options();
        options.PositiveFrom = TasteEvent.LikedFrom / 20.0;
        options.MinCount = 3;
        options.KeepSilent = true;
        options.Ranges = true;
        options.Set("transitions_weight", "0.1");
        options.Set("session_knn_weight", "0.2");
        return options;
    }

    [LoggerMessage(LogLevel.Information, "Trained models {Version} on {Ratings} ratings of {People} people and {Titles} titles in {Milliseconds} ms")]
    partial void Trained(string version, int ratings, int people, int titles, long milliseconds);
}

using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Engine.Evaluation;

/// <summary>One way to ask any rating model: give the user, then ask item after item (−1: unknown to the model), each with when it was rated.</summary>
abstract class RatingPredictor
{
    public abstract Func<int, long, float> ForUser(long user);

    public static RatingPredictor For(Model model, Interactions training) => model switch
    {
        IUserRatingPredictor known => new ByIndex(known, training.Users),
        IRatingPredictor folding => new ByFoldIn(folding, model.Items, training),
        _ => throw new InvalidOptionException($"The model '{model.Name}' ranks but predicts no ratings."),
    };

    sealed class ByIndex(IUserRatingPredictor model, IdMap users) : RatingPredictor
    {
        public override Func<int, long, float> ForUser(long user)
        {
            var index = users.IndexOf(user);
            return model is ITimedRatingPredictor timed ? (item, time) => timed.PredictKnown(index, item, time) : (item, _) => model.PredictKnown(index, item);
        }
    }

    sealed class ByFoldIn(IRatingPredictor model, IdMap items, Interactions training) : RatingPredictor
    {
        readonly TrainingBiases _biases = TrainingBiases.Of(training);

        public override Func<int, long, float> ForUser(long user)
        {
            var index = training.Users.IndexOf(user);
            var history = index < 0 ? History.Empty : RankingTask.HistoryOf(items, training, index);
            return (item, _) => item < 0 ? _biases.OfUser(index) : model.Predict(history, item);
        }
    }
}

using Marquee.Engine.Data;

namespace Marquee.Engine;

/// <summary>How much one item of a history adds to a score, in the unit of the score.</summary>
/// <param name="Item">The history item's index.</param>
/// <param name="Amount">Its share; negative when it speaks against.</param>
public readonly record struct Contribution(int Item, float Amount);

/// <summary>
/// A score taken apart: <see cref="Base"/> plus the sum of <see cref="Contributions"/> is the score, within 1e-3 of its magnitude.
/// </summary>
/// <param name="Base">What the model says without the history (a bias, an average, a popularity).</param>
/// <param name="Contributions">One for each history item that counts, largest amount first.</param>
public sealed record Explanation(float Base, IReadOnlyList<Contribution> Contributions);

/// <summary>An item and how near it is to another.</summary>
/// <param name="Item">The neighbour's index.</param>
/// <param name="Similarity">Higher is nearer; comparable only within one answer.</param>
public readonly record struct Neighbour(int Item, float Similarity);

/// <summary>
/// A trained recommender. Immutable: any number of threads may score on one instance, and a request finishes on the model it began with.
/// Every model folds in: it scores a person it was not trained on from that person's history alone.
/// </summary>
public abstract class Model
{
    /// <summary>The model's name in every API and on the command line, such as <c>ease</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The items the model knows: index space of every span and history it takes.</summary>
    public abstract IdMap Items { get; }

    /// <summary>
    /// Scores every item for a person: higher is better, always finite, comparable only within one call.
    /// Items of the history are scored too; leaving them out is the caller's business.
    /// </summary>
    /// <param name="history">What the person did; may be empty (the answer is then the model's idea of popular).</param>
    /// <param name="scores">Receives one score an item; length <c>Items.Count</c>.</param>
    public abstract void Score(History history, Span<float> scores);

    /// <summary>Takes the score of one item apart into shares of the history's items.</summary>
    public abstract Explanation Explain(History history, int item);

    /// <summary>The same for many items of one person, for whom what all explanations need is computed once. For use by one thread.</summary>
    public virtual Func<int, Explanation> ExplainerFor(History history) => item => Explain(history, item);

    /// <summary>The items nearest to <paramref name="item"/>, nearest first, without itself; at most <paramref name="count"/>, fewer when the model knows fewer.</summary>
    public abstract IReadOnlyList<Neighbour> Similar(int item, int count);
}

/// <summary>A model that predicts ratings in the scale it was trained on.</summary>
public interface IRatingPredictor
{
    /// <summary>
    /// The rating a person would give an item, within the trained scale. An empty history gives the item's bias around the mean.
    /// </summary>
    float Predict(History history, int item);

    /// <summary>The same for many items of one person, who is folded in once. For use by one thread.</summary>
    Func<int, float> PredictorFor(History history) => item => Predict(history, item);

    /// <summary>
    /// A predicted rating taken apart: <see cref="Explanation.Base"/> plus the contributions is the prediction before it is clamped to the scale.
    /// </summary>
    Explanation ExplainRating(History history, int item);
}

/// <summary>The range a rating is likely to fall into, in the scale of the ratings.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct RatingRange(float Low, float High);

/// <summary>A model of ratings that knows how sure it is.</summary>
public interface IUncertainRatingPredictor : IRatingPredictor
{
    /// <summary>
    /// The range that holds the rating a person would give an item with that probability, as much left out below as above; held within the trained scale.
    /// </summary>
    /// <param name="history">What the person did.</param>
    /// <param name="item">The item's index.</param>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    RatingRange PredictRange(History history, int item, double probability);

    /// <summary>The same for many items of one person, who is folded in once. For use by one thread.</summary>
    Func<int, RatingRange> RangesFor(History history, double probability) => item => PredictRange(history, item, probability);
}

/// <summary>
/// A model that keeps what it learnt of the users it was trained on, so that rating error can be measured as the field reports it.
/// Only the instance that training returned knows its users; they are not written to model files, and a model read back treats every user as unseen.
/// </summary>
public interface IUserRatingPredictor
{
    /// <summary>The rating a user of the training data would give an item, within the trained scale. Unseen users and items fall back to the biases.</summary>
    /// <param name="user">The user's index in the training interactions, or −1 for one who is not there.</param>
    /// <param name="item">The item's index, or −1 for one that is not there.</param>
    float PredictKnown(int user, int item);
}

/// <summary>A model of ratings that knows that people and titles change: what a user of the training data would have given an item at a time.</summary>
public interface ITimedRatingPredictor : IUserRatingPredictor
{
    /// <summary>The same as <see cref="IUserRatingPredictor.PredictKnown(int, int)"/> for a rating given at that time.</summary>
    /// <param name="user">The user's index in the training interactions, or −1 for one who is not there.</param>
    /// <param name="item">The item's index, or −1 for one that is not there.</param>
    /// <param name="time">When, in Unix seconds; 0 when unknown.</param>
    float PredictKnown(int user, int item, long time);
}

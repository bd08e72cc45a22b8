using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Measures;

namespace Marquee.Engine.Evaluation;

/// <summary>How far a model's predicted ratings were from the held-out ones.</summary>
/// <param name="Errors">Prediction − rating of every held-out rating, grouped by user.</param>
/// <param name="Starts">User boundaries in <paramref name="Errors"/>; length users + 1.</param>
public sealed record RatingOutcome(float[] Errors, int[] Starts)
{
    /// <summary>Root mean squared error, in the unit of the ratings.</summary>
    public double Rmse => RootMeanSquaredError.Of(Errors);

    /// <summary>Mean absolute error, in the unit of the ratings.</summary>
    public double Mae => MeanAbsoluteError.Of(Errors);

    /// <summary>
    /// Predicts every held-out rating. A model that keeps its users answers for them by index; another folds each user's training ratings in.
    /// One that knows how people and titles change is told when each rating was given, as the literature does.
    /// Where a model cannot speak (an item or a user it never met), the damped biases of the training data do.
    /// </summary>
    /// <param name="model">A model that implements <see cref="IUserRatingPredictor"/> or <see cref="IRatingPredictor"/>.</param>
    /// <param name="training">What the model was trained on.</param>
    /// <param name="heldOut">The ratings to be predicted.</param>
    /// <param name="run">Threads and cancellation.</param>
    /// <exception cref="Models.InvalidOptionException">The model ranks but predicts no ratings.</exception>
    /// <exception cref="ArithmeticException">A prediction was not finite.</exception>
    public static RatingOutcome Of(Model model, Interactions training, Interactions heldOut, TrainingRun run)
    {
        var predictor = RatingPredictor.For(model, training);
        var rows = heldOut.ByUser;
        var errors = new float[rows.Count];
        var circumstances = new ParallelOptions { MaxDegreeOfParallelism = run.ThreadCount, CancellationToken = run.Cancellation };
        Parallel.For(0, rows.RowCount, circumstances, row =>
        {
            var predict = predictor.ForUser(heldOut.Users[row]);
            for (var entry = rows.Starts[row]; entry < rows.Starts[row + 1]; entry++)
                errors[entry] = predict(model.Items.IndexOf(heldOut.Items[rows.Columns[entry]]), rows.Times?[entry] ?? 0) - rows.Values[entry];
        });

        return errors.All(float.IsFinite)
            ? new RatingOutcome(errors, rows.Starts)
            : throw new ArithmeticException($"The model '{model.Name}' predicted a rating that is not a finite number.");
    }
}

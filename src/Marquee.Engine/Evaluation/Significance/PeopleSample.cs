namespace Marquee.Engine.Evaluation.Significance;

/// <summary>
/// A number measured on a sample of people, in a form that can be measured again on a resample of them: finish(Σ sums / Σ weights).
/// A mean over people has weights of 1; RMSE sums squared errors, weighs by ratings and finishes with a root. People, not ratings, are the unit,
/// because the ratings of one person stand or fall together.
/// </summary>
/// <param name="Sums">What each person adds.</param>
/// <param name="Weights">What each person weighs.</param>
/// <param name="IsRoot">Whether the number is the root of the quotient.</param>
public sealed record PeopleSample(double[] Sums, double[] Weights, bool IsRoot = false)
{
    /// <summary>The number on the sample as it is.</summary>
    public double Value => Finish(Sums.Sum(), Weights.Sum());

    /// <summary>The mean of one value a person.</summary>
    public static PeopleSample Mean(double[] perPerson) => new(perPerson, [.. perPerson.Select(_ => 1.0)]);

    /// <summary>The root mean squared error.</summary>
    public static PeopleSample Rmse(RatingOutcome outcome) => OfErrors(outcome, error => error * error, isRoot: true);

    /// <summary>The mean absolute error.</summary>
    public static PeopleSample Mae(RatingOutcome outcome) => OfErrors(outcome, Math.Abs, isRoot: false);

    /// <summary>This sample and another of the same number, as one: the folds of a cross-validation, say.</summary>
    public PeopleSample Join(PeopleSample other) => this with { Sums = [.. Sums, .. other.Sums], Weights = [.. Weights, .. other.Weights] };

    internal double Finish(double sum, double weight) => weight == 0 ? 0 : IsRoot ? Math.Sqrt(sum / weight) : sum / weight;

    static PeopleSample OfErrors(RatingOutcome outcome, Func<double, double> loss, bool isRoot)
    {
        var people = outcome.Starts.Length - 1;
        var sums = new double[people];
        var weights = new double[people];
        for (var person = 0; person < people; person++)
            for (var entry = outcome.Starts[person]; entry < outcome.Starts[person + 1]; entry++)
            {
                sums[person] += loss(outcome.Errors[entry]);
                weights[person]++;
            }

        return new PeopleSample(sums, weights, isRoot);
    }
}

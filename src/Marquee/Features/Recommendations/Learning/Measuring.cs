using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Measures how far predicted ratings miss, on people whom the model has never met.</summary>
static class Measuring
{
    public const string ErrorLow = "rating_error_p10";
    public const string ErrorHigh = "rating_error_p90";
    public const string Rmse = "rating_rmse";

    // Every tenth person is held out whole; of their ratings every fifth is hidden and predicted from the others.
    const int PeopleStep = 10;
    const int RatingStep = 5;
    const int FewestRatings = 10;

    /// <summary>Trains the rating model without the held-out people and compares. Empty when there are too few people to tell.</summary>
    public static Dictionary<string, double> RatingErrors(Interactions all, TrainingRun run)
    {
        var training = new InteractionsBuilder();
        foreach (var item in all.Items.Ids)
            training.AddItem(item);
        for (var user = 0; user < all.ByUser.RowCount; user++)
            if (user % PeopleStep != 0)
                foreach (var (item, value) in Row(all, user))
                    training.Add(all.Users[user], all.Items[item], value);
        var known = training.Build();
        if (known.Count == 0)
            return [];

        var kind = ModelKinds.Find("svd");
        var model = (IRatingPredictor)kind.Train(new TrainingData(known), kind.Options(), run with { Progress = null });
        var errors = Enumerable.Range(0, all.ByUser.RowCount)
            .Where(user => user % PeopleStep == 0 && all.ByUser.CountIn(user) >= FewestRatings)
            .SelectMany(user => Errors(model, [.. Row(all, user)]))
            .Order().ToArray();
        return errors.Length < 100 ? [] : new Dictionary<string, double>
        {
            [ErrorLow] = errors[errors.Length / 10],
            [ErrorHigh] = errors[errors.Length * 9 / 10],
            [Rmse] = Math.Sqrt(errors.Average(e => (double)e * e)),
        };
    }

    static IEnumerable<float> Errors(IRatingPredictor model, (int Item, float Value)[] row)
    {
        var history = History.Of(row.Where((_, place) => place % RatingStep != 0).Select(r => new Event(r.Item, r.Value)));
        return row.Where((_, place) => place % RatingStep == 0).Select(r => r.Value - model.Predict(history, r.Item));
    }

    static IEnumerable<(int Item, float Value)> Row(Interactions all, int user)
    {
        for (var entry = all.ByUser.Starts[user]; entry < all.ByUser.Starts[user + 1]; entry++)
            yield return (all.ByUser.Columns[entry], all.ByUser.Values[entry]);
    }
}

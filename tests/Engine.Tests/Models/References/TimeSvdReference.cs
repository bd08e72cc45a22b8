using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Models;
using Marquee.Engine.Models.SvdPlusPlus;
using Marquee.Engine.Models.TimeSvd;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>What time adds to SVD++, and that without it nothing changes.</summary>
public sealed class TimeSvdReference
{
    const long Day = 86_400, Start = 12_000 * Day;

    [Fact]
    public void Where_time_adds_nothing_it_is_svdpp()
    {
        var still = new TimeSvdOptions { DayRegularization = 1e9, SeasonRegularization = 1e9, DriftRegularization = 1e9 };
        var plain = (SvdPlusPlusModel)SvdPlusPlusModel.Kind.Train(Population.Data, new SvdPlusPlusOptions(), new TrainingRun());
        var timed = (TimeSvdModel)TimeSvdModel.Kind.Train(Population.Data, still, new TrainingRun());

        for (var user = 0; user < Population.Users; user++)
            for (var item = 0; item < Population.Items; item++)
                Assert.Equal(plain.PredictKnown(user, item), timed.PredictKnown(user, item, 1_040_000_000), 1e-2);
    }

    /// <summary>Everybody rates thirty titles on ten days, and on every other day of theirs a star higher.</summary>
    [Fact]
    public void A_good_day_is_remembered()
    {
        var random = new Random(3);
        var rows = (from user in Enumerable.Range(1, 60)
                    from n in Enumerable.Range(0, 60)
                    let day = n / 6
                    select new Interaction(user, (user * 7 + n) % 80, 3 + (day % 2 == 0 ? 1 : 0) + 0.2f * random.NextSingle(), Start + day * 30 * Day + n)).ToArray();
        var (train, test) = (rows.Where((_, n) => n % 5 != 0).ToArray(), rows.Where((_, n) => n % 5 == 0).ToArray());

        Assert.InRange(Rmse("time-svd", train, test), 0, 0.6 * Rmse("svd++", train, test));
    }

    /// <summary>Everybody's taste for one kind falls from day to day, and for the other rises.</summary>
    [Fact]
    public void Somebody_who_drifts_is_followed()
    {
        var rows = (from user in Enumerable.Range(1, 80)
                    from n in Enumerable.Range(0, 60)
                    let item = (user * 7 + n * 13) % 80
                    let way = item % 2 == 0 ? 1 : -1
                    select new Interaction(user, item, (float)(3 + way * 1.5 * (n - 30) / 30.0), Start + n * 20 * Day)).ToArray();
        var (train, test) = (rows.Where((_, n) => n % 5 != 0).ToArray(), rows.Where((_, n) => n % 5 == 0).ToArray());

        Assert.InRange(Rmse("time-svd", train, test), 0, 0.9 * Rmse("svd++", train, test));
    }

    [Fact]
    public void Drift_is_measured_in_powers_of_days_and_days_are_each_users_own()
    {
        var rated = Interactions.Of(new Interaction(1, 1, 3, Start), new Interaction(1, 2, 3, Start + 10), new Interaction(1, 3, 3, Start + 40 * Day), new Interaction(2, 1, 3, Start)).ByUser;

        var times = new UserTimes(rated, 0.5);

        // User 0 rated on three occasions, two on one day: the mean day is 40/3.
        Assert.Equal(3, times.Count);
        Assert.Equal(-0.1 * Math.Sqrt(40 / 3.0), times.Drift(0, Start + 5), 1e-5);
        Assert.Equal(0.1 * Math.Sqrt(80 / 3.0), times.Drift(0, Start + 40 * Day), 1e-5);
        Assert.Equal([0, 1, 2, -1, -1, -1], new[] { times.PlaceOf(0, Start + 77), times.PlaceOf(0, Start + 40 * Day), times.PlaceOf(1, Start), times.PlaceOf(1, Start + 40 * Day), times.PlaceOf(0, 0), times.PlaceOf(-1, Start) });
    }

    static double Rmse(string name, Interaction[] train, Interaction[] test)
    {
        var data = Interactions.Of(train);
        var kind = ModelKinds.Find(name);
        var options = kind.Options();
        options.Set("factors", "8");
        options.Set("epochs", "60");
        if (name == "time-svd")
            foreach (var part in new[] { "day", "season", "drift" })
                options.Set(part + "_regularization", "1");
        var model = kind.Train(new TrainingData(data), options, new TrainingRun());
        return RatingOutcome.Of(model, data, Interactions.Of(test), new TrainingRun()).Rmse;
    }
}

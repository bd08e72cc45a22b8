using System.Numerics.Tensors;
using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Models.SvdPlusPlus;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>What time adds to a matrix factorisation: by user and day, by item and season, and how the users drift.</summary>
/// <param name="Days">b_{u,t}: one number for each day of each user.</param>
/// <param name="Seasons">b_{i,Bin(t)}: one row an item.</param>
/// <param name="Drift">α_u: one number a user, the slope of the bias.</param>
/// <param name="FactorDrift">α_uk: one row a user, the slope of the factors.</param>
sealed record TimeParts(float[] Days, float[] Seasons, float[] Drift, FactorRows FactorDrift);

/// <summary>
/// Stochastic gradient descent user by user, as in <see cref="SvdPlusPlusTrainer"/>, with what time adds learnt beside. One thread: every user touches any item.
/// </summary>
sealed class TimeSvdTrainer(SparseRows rated, SparseRows watched, TimeSvdOptions options, TrainingRun run)
{
    readonly UserTimes _times = new(rated, options.DriftPower);
    readonly Seasons _seasons = Seasons.Of(rated, options.Seasons);
    float[] _dayDecay = [], _seasonDecay = [];

    public static TimeSvdModel Train(TrainingData data, TimeSvdOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var watched = data.Interactions.ByUser;
        var rated = watched.RatedOnly();
        var scale = RatingScale.Of(rated);
        var random = new Random(run.Seed);
        var users = FactorRows.Random(rated.RowCount, options.Factors, options.InitialSpread, random);
        var items = FactorRows.Random(rated.ColumnCount, options.Factors, options.InitialSpread, random);
        var implicits = FactorRows.Zero(rated.ColumnCount, options.Factors);
        var trainer = new TimeSvdTrainer(rated, watched, options, run);
        var parts = new TimeParts(new float[trainer._times.Count], new float[rated.ColumnCount * options.Seasons], new float[rated.RowCount], FactorRows.Zero(rated.RowCount, options.Factors));
        trainer.Fit(users, items, implicits, parts, scale, random);

        for (var user = 0; user < watched.RowCount; user++)
            SvdPlusPlusTrainer.AddImplicit(watched.ColumnsOf(user), implicits, users.Values.AsSpan(user * users.Width, users.Width));
        foreach (var rows in (FactorRows[])[users, items, implicits, parts.FactorDrift])
            rows.Scale(scale.Deviation);
        foreach (var biases in (float[][])[parts.Days, parts.Seasons, parts.Drift])
            TensorPrimitives.Multiply(biases, scale.Deviation, biases);
        return new TimeSvdModel(data.Interactions.Items, scale, items, implicits, trainer._seasons, parts.Seasons, options, new TimeSvdUsers(users, trainer._times, parts));
    }

    void Fit(FactorRows users, FactorRows items, FactorRows implicits, TimeParts parts, RatingScale scale, Random random)
    {
        var (itemDecay, userDecay) = (options.Shrinkage.OfItems(rated), options.Shrinkage.OfUsers(rated));
        CountRatings(parts);
        var order = Enumerable.Range(0, rated.RowCount).ToArray();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            var rate = (float)options.RateIn(epoch);
            var squares = 0.0;
            foreach (var user in order)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                squares += Walk(user, rate, users, items, implicits, parts, scale, itemDecay, userDecay[user]);
            }

            run.Progress?.Report(new TrainingProgress(TimeSvdModel.ModelName, epoch + 1, options.Epochs, Math.Sqrt(squares / Math.Max(1, rated.Count))));
        }
    }

    /// <summary>One step for each rating of a user, on z(t) = p + |N|^−½ Σ y + α dev(t); what z moved is then given to its parts.</summary>
    double Walk(int user, float rate, FactorRows users, FactorRows items, FactorRows implicits, TimeParts parts, RatingScale scale, float[] itemDecay, float decay)
    {
        const float Largest = 4;
        var own = users.Values.AsSpan(user * users.Width, users.Width);
        var slope = parts.FactorDrift.Values.AsSpan(user * users.Width, users.Width);
        var (whole, at) = (own.ToArray(), new float[own.Length]);
        SvdPlusPlusTrainer.AddImplicit(watched.ColumnsOf(user), implicits, whole);
        var before = (float[])whole.Clone();
        var squares = 0.0;
        for (var entry = rated.Starts[user]; entry < rated.Starts[user + 1]; entry++)
        {
            var (item, time) = (rated.Columns[entry], rated.Times?[entry] ?? 0);
            var (day, season, drift) = (_times.PlaceOf(user, time), _seasons.Of(time), _times.Drift(user, time));
            var q = items.Values.AsSpan(item * items.Width, items.Width);
            whole.CopyTo(at.AsSpan());
            Dense.AddScaled(drift, slope, at);
            var said = users.Bias[user] + parts.Drift[user] * drift + items.Bias[item] + Dense.Dot(at, q);
            ref var ofDay = ref day < 0 ? ref Nothing : ref parts.Days[day];
            ref var ofSeason = ref season < 0 ? ref Nothing : ref parts.Seasons[item * options.Seasons + season];
            var error = scale.Standardize(rated.Values[entry]) - said - ofDay - ofSeason;
            squares += error * error;
            error = Math.Clamp(error, -Largest, Largest);

            Step(ref users.Bias[user], error, options.BiasRegularization);
            Step(ref items.Bias[item], error, options.BiasRegularization);
            Step(ref ofDay, error, day < 0 ? 0 : _dayDecay[day]);
            Step(ref ofSeason, error, season < 0 ? 0 : _seasonDecay[item * options.Seasons + season]);
            if (drift != 0)
            {
                var drifting = options.DriftRegularization / rated.CountIn(user);
                Step(ref parts.Drift[user], error * drift, drifting);
                Dense.AddScaled(rate * error * drift, q, slope);
                TensorPrimitives.Multiply(slope, 1 / (1 + rate * (float)drifting), slope);
            }

            Dense.AddScaled(rate * error, q, whole);
            TensorPrimitives.Multiply(q, 1 - rate * itemDecay[item], q);
            Dense.AddScaled(rate * error, at, q);
        }

        Share(user, whole, before, own, implicits, rate, decay);
        return squares;

        // Shrunk where the step arrives, not where it starts: steady however strong the shrinking is.
        void Step(ref float value, float along, double decay) => value = (value + rate * along) / (1 + rate * (float)decay);
    }

    /// <summary>What a day and a season are shrunk by in one step: λ / n, so that λ ratings of none stand beside the n there are.</summary>
    void CountRatings(TimeParts parts)
    {
        (_dayDecay, _seasonDecay) = (new float[parts.Days.Length], new float[parts.Seasons.Length]);
        for (var user = 0; user < rated.RowCount; user++)
            for (var entry = rated.Starts[user]; entry < rated.Starts[user + 1]; entry++)
            {
                var time = rated.Times?[entry] ?? 0;
                if (_times.PlaceOf(user, time) is >= 0 and var day)
                    _dayDecay[day]++;
                if (_seasons.Of(time) is >= 0 and var season)
                    _seasonDecay[rated.Columns[entry] * options.Seasons + season]++;
            }

        TensorPrimitives.Divide((float)options.DayRegularization, _dayDecay, _dayDecay);
        TensorPrimitives.Divide((float)options.SeasonRegularization, _seasonDecay, _seasonDecay);
    }

    /// <summary>Gives what the user's whole vector moved to its parts, and shrinks them.</summary>
    void Share(int user, float[] moved, float[] before, Span<float> own, FactorRows implicits, float rate, float decay)
    {
        TensorPrimitives.Subtract(moved, before, moved);
        var keep = MathF.Max(0, 1 - rate * decay * rated.CountIn(user));
        for (var i = 0; i < own.Length; i++)
            own[i] = keep * own[i] + moved[i];
        var items = watched.ColumnsOf(user);
        var share = 1 / MathF.Sqrt(Math.Max(1, items.Length));
        foreach (var item in items)
        {
            var y = implicits.Values.AsSpan(item * implicits.Width, implicits.Width);
            TensorPrimitives.Multiply(y, 1 - rate * (float)options.ImplicitRegularization, y);
            Dense.AddScaled(share, moved, y);
        }
    }

    /// <summary>Takes the steps of a rating without a time; nobody reads it but to add nothing.</summary>
    ref float Nothing
    {
        get
        {
            _nothing = 0;
            return ref _nothing;
        }
    }

    float _nothing;
}

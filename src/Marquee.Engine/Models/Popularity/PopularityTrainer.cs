namespace Marquee.Engine.Models.Popularity;

/// <summary>
/// Counts: the popularity of item i is Σ 2^(−age/half-life) over its positive events, age counted from the newest event of all,
/// so that the same data give the same model on any day. Events without a time count in full.
/// </summary>
static class PopularityTrainer
{
    const double SecondsPerDay = 86_400;

    public static PopularityModel Train(TrainingData data, PopularityOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var events = data.Interactions.ByUser;
        var from = (float)options.PositiveFrom;
        var times = options.HalfLifeDays > 0 ? events.Times : null;
        var newest = times is { Length: > 0 } ? times.Max() : 0;
        var rate = -1 / (options.HalfLifeDays * SecondsPerDay);

        var weights = new double[events.ColumnCount];
        for (var entry = 0; entry < events.Count; entry++)
            if (Positives.Counts(events.Values[entry], from))
                weights[events.Columns[entry]] += times is null || times[entry] == 0 ? 1 : double.Exp2(rate * (newest - times[entry]));

        run.Progress?.Report(new TrainingProgress(PopularityModel.ModelName, 1, 1));
        return new PopularityModel(data.Interactions.Items, Array.ConvertAll(weights, w => (float)w), options);
    }
}

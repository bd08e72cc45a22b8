using System.Numerics.Tensors;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>
/// NeuMF (He, Liao, Zhang, Nie, Hu and Chua, "Neural Collaborative Filtering", WWW 2017): each event beside a few items drawn that the user had not,
/// told apart by a log loss (equation 7) with Adam. Both halves are learnt together from the start.
/// One thread draws all random numbers and the kernels add in a fixed order, so the seed decides the result, whatever the number of threads.
/// </summary>
sealed class NeuMfTrainer(SparseRows positive, NeuMfOptions options, TrainingRun run)
{
    const int LeastSteps = 30, DrawsForAMiss = 10;
    const double Spread = 0.05;

    readonly Random _random = new(run.Seed);

    public static NeuMfModel Train(TrainingData data, NeuMfOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        return new NeuMfTrainer(data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom), options, run).Train(data.Interactions.Items);
    }

    NeuMfModel Train(IdMap ids)
    {
        var network = NeuMfNetwork.Random(options, _random);
        var users = Parameter.Random(positive.RowCount, 2 * options.Factors, Spread, _random);
        var items = Parameter.Random(positive.ColumnCount, 2 * options.Factors, Spread, _random);
        if (positive.Count > 0)
            Fit(network, users, items);
        foreach (var parameter in (Parameter[])[.. network.Parameters, users, items])
            parameter.Settle();
        return new NeuMfModel(ids, options, network, items.Value, NeuMfPrior.Of(users.Value));
    }

    void Fit(NeuMfNetwork network, Parameter users, Parameter items)
    {
        var events = Events();
        var each = 1 + options.Negatives;
        var batch = Math.Clamp(options.Batch / each, 1, (events.Length + LeastSteps - 1) / LeastSteps);
        var steps = options.Epochs * ((events.Length + batch - 1) / batch);
        var room = new NeuMfBatch(network, batch * each);
        var (who, what) = (new int[batch * each], new int[batch * each]);
        var adam = new Adam([.. network.Parameters, users, items], options.Decay);
        for (int epoch = 0, step = 0; epoch < options.Epochs; epoch++)
        {
            _random.Shuffle(events);
            var loss = 0.0;
            for (var from = 0; from < events.Length; from += batch, step++)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                var rows = Draw(events.AsSpan(from, Math.Min(batch, events.Length - from)), who, what);
                loss += Learn(network, users, items, room, who.AsSpan(0, rows), what.AsSpan(0, rows));
                adam.Step(options.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / steps)), run.ThreadCount);
            }

            run.Progress?.Report(new TrainingProgress(NeuMfModel.ModelName, epoch + 1, options.Epochs, loss / events.Length));
        }
    }

    (int User, int Item)[] Events() =>
        [.. Enumerable.Range(0, positive.RowCount).SelectMany(user => positive.ColumnsOf(user).ToArray().Select(item => (user, item)))];

    /// <summary>Each event, then the items its user had not; one who had nearly all of them gets fewer. An item had stands as its complement.</summary>
    int Draw(ReadOnlySpan<(int User, int Item)> events, int[] who, int[] what)
    {
        var rows = 0;
        foreach (var (user, item) in events)
        {
            (who[rows], what[rows++]) = (user, ~item);
            var had = positive.ColumnsOf(user);
            for (var n = 0; n < options.Negatives; n++)
                for (var draw = 0; draw < DrawsForAMiss; draw++)
                    if (_random.Next(positive.ColumnCount) is var missed && had.BinarySearch(missed) < 0)
                    {
                        (who[rows], what[rows++]) = (user, missed);
                        break;
                    }
        }

        return rows;
    }

    double Learn(NeuMfNetwork network, Parameter users, Parameter items, NeuMfBatch at, ReadOnlySpan<int> who, ReadOnlySpan<int> what)
    {
        for (var row = 0; row < who.Length; row++)
        {
            users.Value[who[row]].CopyTo(at.Users[row]);
            items.Value[what[row] < 0 ? ~what[row] : what[row]].CopyTo(at.Items[row]);
        }

        network.Forward(at, who.Length, run.ThreadCount);
        var loss = 0.0;
        for (var row = 0; row < who.Length; row++)
        {
            var logit = at.Logits.Values[row];
            loss += LogisticLoss.Of(logit, what[row] < 0);
            at.ByLogits.Values[row] = LogisticLoss.Slope(logit, what[row] < 0) / who.Length;
        }

        network.Backward(at, who.Length, run.ThreadCount);
        for (var row = 0; row < who.Length; row++)
        {
            Span<float> ofUser = users.Gradient[who[row]], ofItem = items.Gradient[what[row] < 0 ? ~what[row] : what[row]];
            TensorPrimitives.Add(ofUser, at.ByUsers[row], ofUser);
            TensorPrimitives.Add(ofItem, at.ByItems[row], ofItem);
        }

        return loss;
    }
}

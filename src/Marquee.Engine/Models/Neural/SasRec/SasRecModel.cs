using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Models.Sequential;
using Marquee.Engine.Persistence;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>
/// A trained self-attentive sequence model. A person is folded in by one pass over the latest titles of their history, in the order of time: O(window · width² + items · width).
/// A score is a logit less the mean of all logits: how many e-fold more likely a title is to come next than the ordinary one.
/// </summary>
sealed class SasRecModel : Model, IPersistentModel
{
    internal const string ModelName = "sasrec";
    readonly SasRecOptions _options;
    readonly float[] _mean;
    readonly float _meanBias;
    readonly ConcurrentBag<SasRecRoom> _rooms = [];
    readonly ConditionalWeakTable<History, Told> _told = [];

    public SasRecModel(IdMap items, SasRecOptions options, SasRecNetwork network)
    {
        (Items, _options, Network) = (items, options, network);
        _mean = new float[network.Width];
        for (var item = 0; item < items.Count; item++)
            Dense.AddScaled(1f / items.Count, network.Titles.Value[item], _mean);
        _meanBias = items.Count == 0 ? 0 : network.Bias.Value.Values.Average();
    }

    public static ModelKind Kind { get; } = new(ModelName, "Self-attentive sequence model: a small transformer that says what is watched next (Kang and McAuley 2018).",
        () => new SasRecOptions(), (data, options, run) => SasRecTrainer.Train(data, (SasRecOptions)options, run), Read);

    public override string Name => ModelName;

    public override IdMap Items { get; }

    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    internal SasRecNetwork Network { get; }

    public override void Score(History history, Span<float> scores)
    {
        scores = scores[..Items.Count];
        var known = Known(Sequences.LatestFirst(history, _options.PositiveFrom, Items.Count), history);
        Dense.MatrixVector(Network.Titles.Value.Values, Network.Width, known, scores);
        Dense.AddScaled(1, Network.Bias.Value.Values, scores);
        TensorPrimitives.Subtract(scores, Dense.Dot(_mean, known) + _meanBias, scores);
    }

    /// <summary>
    /// What the score loses when one title had not been watched, for each of the latest; the base is what is said to a stranger, and what the titles do together, beyond the sum of
    /// what each does alone, goes to them by the size of their own part. The passes without each title are kept as long as the history is, so that a list of reasons costs them once.
    /// </summary>
    public override Explanation Explain(History history, int item)
    {
        var told = _told.GetValue(history, Tell);
        var start = ScoreOf(told.Stranger, item);
        if (told.Titles.Length == 0)
            return new Explanation(start, []);
        var score = ScoreOf(told.All, item);
        var amounts = Array.ConvertAll(told.Without, without => score - ScoreOf(without, item));
        IntegratedGradients.SpreadRest(amounts, score - start);
        return Shares.Explanation(start, told.Titles.Zip(amounts, (title, amount) => new Contribution(title, amount)));
    }

    /// <summary>What becomes likelier to be watched next, against what a stranger watches, when <paramref name="item"/> was watched last: by how many e-folds.</summary>
    public override IReadOnlyList<Neighbour> Similar(int item, int count)
    {
        var moved = Known([item], History.Of([new Event(item, float.NaN)]));
        Dense.AddScaled(-1, Known([], History.Empty), moved);
        var best = new BestItems(Math.Min(count, Items.Count));
        for (var other = 0; other < Items.Count; other++)
            if (other != item && Dense.Dot(Network.Titles.Value[other], moved) - Dense.Dot(_mean, moved) is > 0 and var lift)
                best.Offer(other, lift);
        return best.TakeNeighbours();
    }

    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        foreach (var (parameter, at) in Network.Parameters.Select((p, at) => (p, at)))
            writer.Add($"parameter_{at}", parameter.Value.Values);
    }

    static SasRecModel Read(ModelReader reader)
    {
        var options = reader.GetOptions(new SasRecOptions());
        var items = reader.GetItems();
        // The shapes follow from the options: a network of them is made and filled.
        var network = SasRecNetwork.Random(items.Count, options, new Random(0));
        foreach (var (parameter, at) in network.Parameters.Select((p, at) => (p, at)))
            reader.Get<float>($"parameter_{at}", parameter.Value.Values.Length).CopyTo(parameter.Value.Values, 0);
        return new SasRecModel(items, options, network);
    }

    float ScoreOf(float[] known, int item) =>
        Dense.Dot(Network.Titles.Value[item], known) + Network.Bias.Value.Values[item] - Dense.Dot(_mean, known) - _meanBias;

    Told Tell(History history)
    {
        var latestFirst = Sequences.LatestFirst(history, _options.PositiveFrom, Items.Count);
        int[] titles = [.. latestFirst.Take(_options.Window)];
        return new Told(titles, Known([], history), Known(latestFirst, history),
            [.. titles.Select(left => Known([.. latestFirst.Where(title => title != left)], history))]);
    }

    /// <summary>What the network knows after the latest titles: the last row that flows out.</summary>
    float[] Known(int[] latestFirst, History history)
    {
        // With room to spare the row before the first title says that the history begins there.
        var count = Math.Min(latestFirst.Length, _options.Window);
        var whole = latestFirst.Length < _options.Window;
        var (titles, times) = (new List<int>(count + 1), new List<long>(count + 1));
        for (var age = count - 1; age >= 0; age--)
        {
            titles.Add(latestFirst[age]);
            times.Add(history.Times[history.Items.BinarySearch(latestFirst[age])]);
        }

        if (whole)
        {
            titles.Insert(0, Network.Start);
            times.Insert(0, times.Count > 0 ? times[0] : 0);
        }

        if (!_rooms.TryTake(out var room))
            room = new SasRecRoom(Network, 1, _options.Window, learning: false);
        Network.Forward([.. titles], new Timelines([0, titles.Count], [.. times]), room, dropout: 0, seed: 0, threads: 1);
        var known = room.Out[titles.Count - 1].ToArray();
        _rooms.Add(room);
        return known;
    }

    /// <summary>What is known of a stranger, after all titles, and after all but one of each of the latest.</summary>
    sealed record Told(int[] Titles, float[] Stranger, float[] All, float[][] Without);
}

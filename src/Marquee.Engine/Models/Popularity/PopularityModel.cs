using Marquee.Engine.Data;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Popularity;

/// <summary>
/// The same scores for everybody: how often each item was watched or liked, newer events weighing more when a half-life is set (then it is a list of what is trending).
/// The yardstick every other model must beat. It has no notion of similar items and answers that question with an empty list.
/// </summary>
public sealed class PopularityModel : Model, IPersistentModel
{
    internal const string ModelName = "popularity";
    readonly float[] _weights;
    readonly PopularityOptions _options;

    internal PopularityModel(IdMap items, float[] weights, PopularityOptions options) => (Items, _weights, _options) = (items, weights, options);

    internal static ModelKind Kind { get; } = new(ModelName, "How often each title was watched, newer events weighing more when a half-life is set.",
        () => new PopularityOptions(), (data, options, run) => PopularityTrainer.Train(data, (PopularityOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores) => _weights.CopyTo(scores);

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item) => new(_weights[item], []);

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => [];

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("weights", _weights);
    }

    static PopularityModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new PopularityModel(items, reader.Get<float>("weights", items.Count), reader.GetOptions(new PopularityOptions()));
    }
}

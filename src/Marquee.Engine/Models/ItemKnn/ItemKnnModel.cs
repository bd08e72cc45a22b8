using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.ItemKnn;

/// <summary>
/// "Who watched this also watched": the score of item i is the sum of the similarities s_ji over the history's positive items j that count i among their k nearest
/// (Deshpande and Karypis 2004, "Item-based top-N recommendation algorithms", section 4). A millionth of the item's popularity breaks ties and speaks alone when nothing is known.
/// </summary>
public sealed class ItemKnnModel : Model, IPersistentModel
{
    internal const string ModelName = "item-knn";
    const float TieBreak = 1e-6f;
    readonly NeighbourTable _nearest;
    readonly float[] _popularity;
    readonly ItemKnnOptions _options;

    internal ItemKnnModel(IdMap items, NeighbourTable nearest, float[] popularity, ItemKnnOptions options) =>
        (Items, _nearest, _popularity, _options) = (items, nearest, popularity, options);

    internal static ModelKind Kind { get; } = new(ModelName, "Titles watched by the same people as those you watched.",
        () => new ItemKnnOptions(), (data, options, run) => ItemKnnTrainer.Train(data, (ItemKnnOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override IdMap Items { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Options => _options.ToDictionary();

    /// <inheritdoc/>
    public override void Score(History history, Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
            scores[item] = TieBreak * _popularity[item];
        for (var i = 0; i < history.Count; i++)
        {
            if (!Positives.Counts(history.Values[i], (float)_options.PositiveFrom))
                continue;
            var nearest = _nearest.Of(history.Items[i]);
            var similarities = _nearest.SimilaritiesOf(history.Items[i]);
            for (var k = 0; k < nearest.Length; k++)
                scores[nearest[k]] += similarities[k];
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(History history, int item)
    {
        var contributions = new List<Contribution>();
        for (var i = 0; i < history.Count; i++)
            if (Positives.Counts(history.Values[i], (float)_options.PositiveFrom))
                contributions.Add(new Contribution(history.Items[i], _nearest.Between(history.Items[i], item)));
        return Shares.Explanation(TieBreak * _popularity[item], contributions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Neighbour> Similar(int item, int count) => _nearest.Nearest(item, count);

    /// <inheritdoc/>
    public void Write(ModelWriter writer)
    {
        writer.AddItems(Items);
        writer.AddOptions(_options);
        writer.Add("popularity", _popularity);
        _nearest.Write(writer);
    }

    static ItemKnnModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new ItemKnnModel(items, NeighbourTable.Read(reader, items.Count), reader.Get<float>("popularity", items.Count), reader.GetOptions(new ItemKnnOptions()));
    }
}

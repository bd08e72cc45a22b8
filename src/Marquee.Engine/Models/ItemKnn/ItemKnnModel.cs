using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.ItemKnn;

/// <summary>
/// "Who watched this also watched": the score of item i is the sum of the similarities s_ij over the history's positive items j among the k nearest of i
/// (Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms", section 3.2, for positive events).
/// </summary>
public sealed class ItemKnnModel : NeighbourModel
{
    internal const string ModelName = "item-knn";

    internal ItemKnnModel(IdMap items, NeighbourTable nearest, float[] popularity, ItemKnnOptions options)
        : base(items, nearest, popularity, options, options.PositiveFrom)
    {
    }

    internal static ModelKind Kind { get; } = new(ModelName, "Titles watched by the same people as those you watched.",
        () => new ItemKnnOptions(), (data, options, run) => ItemKnnTrainer.Train(data, (ItemKnnOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    internal static ItemKnnModel Of(IdMap items, NeighbourTable nearest, SparseRows positive, ItemKnnOptions options) =>
        new(items, nearest, PopularityOf(positive), options);

    static ItemKnnModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new ItemKnnModel(items, NeighbourTable.Read(reader, items.Count), reader.Get<float>("popularity", items.Count), reader.GetOptions(new ItemKnnOptions()));
    }
}

using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Rp3Beta;

/// <summary>
/// A walk of three steps from a person over a title, another viewer, to a title, popular ends held back: RP3β
/// (Paudel, Christoffel, Newell and Bernstein 2016, "Updatable, accurate, diverse, and scalable recommendations for interactive applications").
/// The first step from a person is the sum over the history's positive items; each item keeps its likeliest ends.
/// </summary>
public sealed class Rp3BetaModel : NeighbourModel
{
    internal const string ModelName = "rp3beta";

    Rp3BetaModel(IdMap items, NeighbourTable nearest, float[] popularity, Rp3BetaOptions options)
        : base(items, nearest, popularity, options, options.PositiveFrom)
    {
    }

    internal static ModelKind Kind { get; } = new(ModelName, "Where a random walk over viewers and titles ends, lesser-known titles favoured.",
        () => new Rp3BetaOptions(), (data, options, run) => Rp3BetaTrainer.Train(data, (Rp3BetaOptions)options, run), Read);

    /// <inheritdoc/>
    public override string Name => ModelName;

    internal static Rp3BetaModel Of(IdMap items, NeighbourTable nearest, SparseRows positive, Rp3BetaOptions options) =>
        new(items, nearest, PopularityOf(positive), options);

    static Rp3BetaModel Read(ModelReader reader)
    {
        var items = reader.GetItems();
        return new Rp3BetaModel(items, NeighbourTable.Read(reader, items.Count), reader.Get<float>("popularity", items.Count), reader.GetOptions(new Rp3BetaOptions()));
    }
}

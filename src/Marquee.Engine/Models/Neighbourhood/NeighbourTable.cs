using Marquee.Engine.Data;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Neighbourhood;

/// <summary>
/// The nearest neighbours of every row, nearest first: row r holds entries <c>starts[r] … starts[r + 1] − 1</c>. Eight bytes a neighbour.
/// </summary>
sealed class NeighbourTable(int[] starts, int[] neighbours, float[] similarities)
{
    public int RowCount => starts.Length - 1;

    /// <summary>The number of neighbours in all rows.</summary>
    public int Count => neighbours.Length;

    /// <summary>An entry of the table, counted over all rows.</summary>
    public Neighbour this[int entry] => new(neighbours[entry], similarities[entry]);

    public ReadOnlySpan<int> Of(int row) => neighbours.AsSpan(starts[row], starts[row + 1] - starts[row]);

    public ReadOnlySpan<float> SimilaritiesOf(int row) => similarities.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>The similarity of <paramref name="neighbour"/> in the row, 0 when it is not among the nearest.</summary>
    public float Between(int row, int neighbour)
    {
        var place = Of(row).IndexOf(neighbour);
        return place < 0 ? 0 : SimilaritiesOf(row)[place];
    }

    public IReadOnlyList<Neighbour> Nearest(int row, int count)
    {
        var nearest = Of(row);
        var list = new Neighbour[Math.Min(count, nearest.Length)];
        for (var i = 0; i < list.Length; i++)
            list[i] = new Neighbour(nearest[i], SimilaritiesOf(row)[i]);
        return list;
    }

    /// <summary>The same pairs seen from the other side: the rows that count each one among their nearest, ascending.</summary>
    public NeighbourTable Reversed()
    {
        var turned = new SparseRows(starts, neighbours, similarities, null, RowCount).Transpose();
        return new NeighbourTable(turned.Starts, turned.Columns, turned.Values);
    }

    public void Write(ModelWriter writer)
    {
        writer.Add("neighbour_starts", starts);
        writer.Add("neighbours", neighbours);
        writer.Add("similarities", similarities);
    }

    /// <summary>Reads a table of that many rows over as many columns, checked so that no lookup can leave it.</summary>
    public static NeighbourTable Read(ModelReader reader, int count)
    {
        var starts = reader.Get<int>("neighbour_starts", count + 1);
        var neighbours = reader.Get<int>("neighbours");
        if (starts[0] != 0 || starts[^1] != neighbours.Length || starts.Zip(starts.Skip(1)).Any(p => p.First > p.Second) || neighbours.Any(n => (uint)n >= (uint)count))
            throw new InvalidModelFileException(reader.Header.Model, "its table of neighbours is damaged");
        return new NeighbourTable(starts, neighbours, reader.Get<float>("similarities", neighbours.Length));
    }
}

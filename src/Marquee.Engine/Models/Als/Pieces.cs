using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Als;

/// <summary>Rows <paramref name="From"/> … <paramref name="To"/> − 1 of a sparse matrix, as one piece of work.</summary>
readonly record struct Piece(int From, int To);

/// <summary>Cuts a sparse matrix into pieces of about equally many entries, so that threads finish together though a few rows are long.</summary>
static class Pieces
{
    public static Piece[] Of(SparseRows rows, int entries)
    {
        var pieces = new List<Piece>();
        for (var from = 0; from < rows.RowCount;)
        {
            // A row costs something even when it is empty: count it as sixteen entries.
            var to = from;
            for (long cost = 0; to < rows.RowCount && cost < entries; to++)
                cost += rows.CountIn(to) + 16;
            pieces.Add(new Piece(from, to));
            from = to;
        }

        return [.. pieces];
    }
}

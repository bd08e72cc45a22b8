using System.Runtime.CompilerServices;
using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Factors;

/// <summary>
/// The ratings cut into a square grid of cells by user and item, after Gemulla et al. 2011: the cells of one diagonal share neither a user nor an item,
/// so threads work on them at once without locks and, whatever thread takes which cell, with the same result. Users and items are dealt out at random by the seed,
/// which makes the cells about equal; the factors of a band of items fit into the second-level cache. More than twelve bands win nothing: the people's factors
/// of a cell are asked for one person ahead, and shorter stretches of ratings fetch them more often (8 million ratings, 16 bands: 5.4 processor seconds, 12: 4.9). Eight bytes a rating.
/// </summary>
sealed class RatingGrid
{
    readonly int[] _rowStarts;
    readonly RatingRow[] _rows;
    readonly int[][] _bands;

    /// <param name="byUser">Ratings by user.</param>
    /// <param name="scale">Turns a rating into what is learnt.</param>
    /// <param name="random">Deals users and items out.</param>
    public RatingGrid(SparseRows byUser, Func<float, float> scale, Random random)
    {
        Size = Math.Clamp((int)Math.Sqrt(byUser.Count / 6000.0), 1, 12);
        var users = Enumerable.Range(0, byUser.RowCount).ToArray();
        random.Shuffle(users);
        var itemPart = Deal(byUser.ColumnCount, random);
        _bands = [.. Enumerable.Range(0, Size).Select(band => Enumerable.Range(0, itemPart.Length).Where(item => itemPart[item] == band).ToArray())];

        var entries = new int[Size * Size + 1];
        var rows = new int[Size * Size + 1];
        var last = new int[Size * Size];
        Walk(users, byUser, itemPart, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (cell, entry, user) =>
        {
            entries[cell + 1]++;
            if (last[cell] == user + 1)
                return;
            last[cell] = user + 1;
            rows[cell + 1]++;
        });
        for (var cell = 0; cell < Size * Size; cell++)
            (entries[cell + 1], rows[cell + 1]) = (entries[cell + 1] + entries[cell], rows[cell + 1] + rows[cell]);

        Items = new int[byUser.Count];
        Ratings = new float[byUser.Count];
        _rows = new RatingRow[rows[^1]];
        _rowStarts = (int[])rows.Clone();
        Array.Clear(last);
        Walk(users, byUser, itemPart, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (cell, entry, user) =>
        {
            var place = entries[cell]++;
            Items[place] = byUser.Columns[entry];
            Ratings[place] = scale(byUser.Values[entry]);
            if (last[cell] != user + 1)
                _rows[rows[cell]++] = new RatingRow(user, place, 0);
            last[cell] = user + 1;
            _rows[rows[cell] - 1].Count++;
        });
    }

    /// <summary>Cells along one side: also how many threads can work at once.</summary>
    public int Size { get; }

    public int[] Items { get; }

    public float[] Ratings { get; }

    /// <summary>The users' stretches of ratings in cell (band of users, band of items); the caller may reorder them.</summary>
    public Span<RatingRow> RowsOf(int userBand, int itemBand)
    {
        var cell = userBand * Size + itemBand;
        return _rows.AsSpan(_rowStarts[cell], _rowStarts[cell + 1] - _rowStarts[cell]);
    }

    /// <summary>The items of a band, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int itemBand) => _bands[itemBand];

    /// <summary>A seed of its own for each epoch and cell: HashCode.Combine differs from process to process, this does not.</summary>
    public static int Seed(int seed, int epoch, int cell) => unchecked((seed * 31 + epoch) * 486_187_739 + cell * 16_777_619);

    byte[] Deal(int count, Random random)
    {
        var parts = new byte[count];
        for (var i = 0; i < count; i++)
            parts[i] = (byte)((long)i * Size / count);
        random.Shuffle(parts);
        return parts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Walk(int[] users, SparseRows byUser, byte[] itemPart, Action<int, int, int> visit)
    {
        for (var place = 0; place < users.Length; place++)
        {
            var user = users[place];
            var band = (int)((long)place * Size / users.Length) * Size;
            for (var entry = byUser.Starts[user]; entry < byUser.Starts[user + 1]; entry++)
                visit(band + itemPart[byUser.Columns[entry]], entry, user);
        }
    }
}

/// <summary>A stretch of ratings of one user within a cell of the grid.</summary>
record struct RatingRow(int User, int Start, int Count);

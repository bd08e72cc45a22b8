namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>Cuts rows into pieces large enough that handing one to a thread costs little.</summary>
static class Work
{
    const int Piece = 64;

    public static int Pieces(int rows) => (rows + Piece - 1) / Piece;

    public static IEnumerable<int> RowsOf(int piece, int rows) => Enumerable.Range(piece * Piece, Math.Min(Piece, rows - piece * Piece));
}

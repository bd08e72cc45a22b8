namespace Marquee.Engine.Ranking;

/// <summary>An item and the score that placed it.</summary>
/// <param name="Item">The item's index.</param>
/// <param name="Score">Higher is better.</param>
public readonly record struct RankedItem(int Item, float Score)
{
    /// <summary>The order of every ranking here: the higher score first; of equal scores the lower index, so that an answer never depends on chance.</summary>
    internal bool IsBefore(RankedItem other) => Score > other.Score || (Score == other.Score && Item < other.Item);
}

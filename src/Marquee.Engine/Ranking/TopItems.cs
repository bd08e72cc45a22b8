namespace Marquee.Engine.Ranking;

/// <summary>Chooses the best-scored items of a model's answer.</summary>
public static class TopItems
{
    /// <summary>
    /// The best <paramref name="count"/> items, best first; of equal scores the lower index. O(items · log count) at worst, usually one comparison an item.
    /// </summary>
    /// <param name="scores">One score an item, as <see cref="Model.Score"/> fills them.</param>
    /// <param name="count">How many to return at most; fewer come back when fewer are left.</param>
    /// <param name="excluded">Whether an item must not appear (watched, hidden, capped); null excludes nothing. Asked only for items that would make the list.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static IReadOnlyList<RankedItem> Of(ReadOnlySpan<float> scores, int count, Func<int, bool>? excluded = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var best = new BestItems(Math.Min(count, scores.Length));
        for (var item = 0; item < scores.Length; item++)
            if (best.WouldKeep(item, scores[item]) && excluded?.Invoke(item) != true)
                best.Offer(item, scores[item]);
        return best.Take();
    }

    /// <summary>The same with what must not appear as a set.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static IReadOnlyList<RankedItem> Of(ReadOnlySpan<float> scores, int count, ItemSet excluded)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var best = new BestItems(Math.Min(count, scores.Length));
        for (var item = 0; item < scores.Length; item++)
            if (best.WouldKeep(item, scores[item]) && !excluded.Contains(item))
                best.Offer(item, scores[item]);
        return best.Take();
    }

    /// <summary>The best items that are not in the history: what a person is shown.</summary>
    public static IReadOnlyList<RankedItem> Unseen(Model model, History history, int count)
    {
        var scores = new float[model.Items.Count];
        model.Score(history, scores);
        var seen = history.Items.ToArray();
        return Of(scores, count, item => Array.BinarySearch(seen, item) >= 0);
    }
}

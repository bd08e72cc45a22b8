using System.Globalization;
using Marquee.Engine.Evaluation.Measures;
using Marquee.Engine.Models;

namespace Marquee.Engine.Evaluation;

/// <summary>One number for one person's ranking, under the name reports use, such as <c>ndcg@10</c>.</summary>
public sealed class RankingMeasure
{
    delegate double Formula(ReadOnlySpan<int> ranks, int k);

    static readonly Dictionary<string, Formula> s_formulas = new()
    {
        ["recall"] = Recall.At,
        ["precision"] = Precision.At,
        ["ndcg"] = Ndcg.At,
        ["map"] = AveragePrecision.At,
        ["hr"] = HitRate.At,
    };

    readonly Formula _formula;
    readonly int _k;

    RankingMeasure(string name, Formula formula, int k) => (Name, _formula, _k) = (name, formula, k);

    /// <summary>The name, such as <c>recall@20</c> or <c>mrr</c>.</summary>
    public string Name { get; }

    /// <summary>The measure of that name: <c>recall</c>, <c>precision</c>, <c>ndcg</c>, <c>map</c> or <c>hr</c> with <c>@k</c>, or <c>mrr</c>.</summary>
    /// <exception cref="InvalidOptionException">There is none.</exception>
    public static RankingMeasure Named(string name)
    {
        if (name == "mrr")
            return new RankingMeasure(name, (ranks, _) => ReciprocalRank.Of(ranks), 0);
        var parts = name.Split('@');
        return parts.Length == 2 && s_formulas.TryGetValue(parts[0], out var formula)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0
            ? new RankingMeasure(name, formula, k)
            : throw new InvalidOptionException($"There is no measure '{name}'. Known: {string.Join(", ", s_formulas.Keys.Select(known => known + "@k"))}, mrr.");
    }

    /// <summary>The measure of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    public double Of(ReadOnlySpan<int> ranks) => _formula(ranks, _k);
}

namespace Marquee.Engine.Models.Blend;

/// <summary>
/// The scores of a blend for one person, with what each member added: computed once, so that naming sources and opening evidence of a whole
/// list costs no further scoring. Scores may be read by many threads, explanations by one.
/// </summary>
public sealed class BlendScores
{
    readonly float[] _scores;
    readonly IReadOnlyList<ScoredMember> _members;
    readonly Lazy<Func<int, Explanation>[]> _explainers;
    readonly History _history;
    double[]? _amounts;

    internal BlendScores(History history, float[] scores, IReadOnlyList<ScoredMember> members) =>
        (_history, _scores, _members, _explainers) = (history, scores, members, new(() => [.. members.Select(m => m.Model.ExplainerFor(history))]));

    /// <summary>One score an item: the sum of the members' shares.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>What each member adds to an item's score, largest first: the first is its main source.</summary>
    public IReadOnlyList<MemberShare> SharesOf(int item) =>
        [.. _members.Select(m => new MemberShare(m.Model.Name, m.Shares[item])).OrderByDescending(s => s.Amount)];

    /// <summary>The score of one item taken apart into shares of the history: the members' explanations, standardised and softened, weighed and added up.</summary>
    public Explanation Explain(int item)
    {
        var start = 0.0;
        // One place for every item, of which only the history's are touched: looked up by number, where a dictionary would hash each contribution of each member.
        var amounts = _amounts ??= new double[_scores.Length];
        foreach (var ((_, weight, standard, _), explain) in _members.Zip(_explainers.Value))
        {
            var explanation = explain(item);
            var (own, slope) = standard.Apply(explanation);
            start += weight * own;
            foreach (var (from, amount) in explanation.Contributions)
                amounts[from] += amount * weight * slope;
        }

        var shares = new Contribution[_history.Count];
        for (var at = 0; at < shares.Length; at++)
        {
            var from = _history.Items[at];
            shares[at] = new Contribution(from, (float)amounts[from]);
            amounts[from] = 0;
        }

        return Models.Shares.Explanation(start, shares);
    }
}

/// <summary>A member's part in one person's scores.</summary>
/// <param name="Model">The member.</param>
/// <param name="Weight">How much it counts for this person.</param>
/// <param name="Standard">How its scores were standardised.</param>
/// <param name="Shares">Its share of every item's score.</param>
sealed record ScoredMember(Model Model, float Weight, Standardization Standard, float[] Shares);

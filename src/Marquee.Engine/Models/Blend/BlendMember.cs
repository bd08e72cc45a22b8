namespace Marquee.Engine.Models.Blend;

/// <summary>A model in a blend.</summary>
/// <param name="Model">The model.</param>
/// <param name="Weight">What its standardised scores are multiplied with; not negative. The weights of a blend add up to 1 after fitting.</param>
public sealed record BlendMember(Model Model, float Weight)
{
    /// <summary>The model's name.</summary>
    public string Name => Model.Name;
}

/// <summary>What one member adds to one item's score.</summary>
/// <param name="Member">The member's name: the source that a recommendation is shown with.</param>
/// <param name="Amount">Its weight times its standardised score.</param>
public readonly record struct MemberShare(string Member, float Amount);

/// <summary>The scores of a blend for one person, with what each member added.</summary>
/// <param name="Scores">One score an item: the sum of the shares.</param>
/// <param name="ByMember">For each member its name and its share of every item's score.</param>
public sealed record BlendScores(IReadOnlyList<float> Scores, IReadOnlyList<(string Member, float[] Shares)> ByMember)
{
    /// <summary>What each member adds to an item's score, largest first: the first is its main source.</summary>
    public IReadOnlyList<MemberShare> SharesOf(int item) =>
        [.. ByMember.Select(m => new MemberShare(m.Member, m.Shares[item])).OrderByDescending(s => s.Amount)];
}

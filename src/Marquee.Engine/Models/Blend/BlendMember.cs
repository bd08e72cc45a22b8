namespace Marquee.Engine.Models.Blend;

/// <summary>A model in a blend.</summary>
/// <param name="Model">The model.</param>
/// <param name="Weight">What its standardised scores are multiplied with; not negative. The weights of a blend add up to 1 after fitting.</param>
/// <param name="PerLength">What is added to the weight for somebody whose history is e times as long as an ordinary one, and taken away for one as much shorter.</param>
public sealed record BlendMember(Model Model, float Weight, float PerLength = 0)
{
    /// <summary>The model's name.</summary>
    public string Name => Model.Name;

    /// <summary>The weight for a history that is e to the <paramref name="length"/> times as long as an ordinary one; never negative.</summary>
    internal float WeightFor(double length) => PerLength == 0 ? Weight : Math.Max(0, Weight + (float)length * PerLength);
}

/// <summary>What one member adds to one item's score.</summary>
/// <param name="Member">The member's name: the source that a recommendation is shown with.</param>
/// <param name="Amount">Its weight times its standardised score.</param>
public readonly record struct MemberShare(string Member, float Amount);

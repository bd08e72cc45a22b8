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

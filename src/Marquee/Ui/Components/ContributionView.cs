namespace Marquee.Ui.Components;

/// <summary>What one piece of evidence adds to a prediction.</summary>
/// <param name="Words">"You gave Heat 5 stars".</param>
/// <param name="Stars">In stars; negative when it speaks against.</param>
/// <param name="Href">Where the evidence can be looked at.</param>
public sealed record ContributionView(string Words, double Stars, string? Href = null);

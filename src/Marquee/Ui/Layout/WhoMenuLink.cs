using Marquee.Platform.Access;

namespace Marquee.Ui.Layout;

/// <summary>A feature's line in the menu of who is signed in, such as "Settings". The layout knows no feature; those that have a page register it.</summary>
/// <param name="For">Whom the page is for: others do not see the line.</param>
sealed record WhoMenuLink(string Href, string Words, int Order, Audience For = Audience.Members)
{
    public bool IsFor(Caller caller) => AccessDecision.Decide(new AccessRule(For, []), caller, default) == Verdict.Welcome;
}

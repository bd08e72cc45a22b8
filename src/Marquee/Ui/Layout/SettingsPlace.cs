using Marquee.Platform.Access;

namespace Marquee.Ui.Layout;

/// <summary>A page of the settings. The frame knows no feature; those that have a page register it, and it stands in the frame's list.</summary>
/// <param name="For">Whom the page is for: others do not see the line.</param>
sealed record SettingsPlace(string Href, string Words, int Order, Audience For)
{
    public bool IsFor(Caller caller) => AccessDecision.Decide(new AccessRule(For, []), caller, default) == Verdict.Welcome;
}

static class SettingsPlaces
{
    public static IServiceCollection AddSettingsPage(this IServiceCollection services, string href, string words, int order, Audience audience = Audience.Grownups) =>
        services.AddSingleton(new SettingsPlace(href, words, order, audience));

    public static IServiceCollection AddWhoMenuLink(this IServiceCollection services, string href, string words, int order, Audience audience = Audience.Members) =>
        services.AddSingleton(new WhoMenuLink(href, words, order, audience));
}

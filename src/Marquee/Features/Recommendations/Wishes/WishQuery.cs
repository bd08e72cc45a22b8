using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>Wishes as an address says them, for programs and for the page's form alike; what is left out is not wished.</summary>
public sealed record WishQuery(
    double? Novelty, double? Popularity, double? Length, double? Diversity, double? Calibration, int? Minutes,
    string[]? WithoutGenre, string[]? WithoutPerson, string[]? With, string? Together)
{
    /// <exception cref="Invalid">It makes no sense.</exception>
    internal ListWishes Wishes() => new ListWishes
    {
        Novelty = Novelty ?? 0,
        Popularity = Popularity ?? 0,
        Length = Length ?? 0,
        Diversity = Diversity ?? 0,
        Calibration = Calibration ?? 0,
        MostMinutes = Minutes,
        WithoutGenres = Given(WithoutGenre),
        WithoutPeople = Given(WithoutPerson),
        With = [.. Given(With).Select(Profile).Distinct()],
        Together = string.IsNullOrEmpty(Together) ? ListWishes.None.Together
            : ListWishes.Rules.TryGetValue(Together, out var rule) ? rule
            : throw new Invalid("together_invalid", $"Choose one of {string.Join(", ", ListWishes.Rules.Keys)}.", "together"),
    }.Checked();

    static string[] Given(string[]? texts) => [.. (texts ?? []).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What is no profile's number is a profile that does not exist.</summary>
    static ProfileId Profile(string text) => ProfileId.TryParse(text, null, out var id) ? id : throw HouseholdMembers.Missing();
}

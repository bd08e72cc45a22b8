using System.Globalization;
using Marquee.Data;
using Marquee.Engine.Ranking;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>What somebody wishes of a list beyond "good for me". Nothing wished leaves the order of the model.</summary>
sealed record ListWishes
{
    public const int MostExclusions = 50;
    public const int MostTogether = 8;

    public static ListWishes None { get; } = new();

    /// <summary>−1 … 1: from titles like those they know to titles unlike them.</summary>
    public double Novelty { get; init; }

    /// <summary>−1 … 1: from what few have seen to what everybody has.</summary>
    public double Popularity { get; init; }

    /// <summary>−1 … 1: from short to long.</summary>
    public double Length { get; init; }

    /// <summary>0 … 1: how much the titles of a list should differ from each other (MMR).</summary>
    public double Diversity { get; init; }

    /// <summary>0 … 1: how nearly the genres of the list should be mixed as those of the titles they liked (Steck 2018).</summary>
    public double Calibration { get; init; }

    /// <summary>The longest a title may be, in minutes; of unknown length is left out then.</summary>
    public int? MostMinutes { get; init; }

    /// <summary>Genres by name, none of which may be there.</summary>
    public IReadOnlyList<string> WithoutGenres { get; init; } = [];

    /// <summary>People by id or by name, none of whom may be in it or have made it.</summary>
    public IReadOnlyList<string> WithoutPeople { get; init; } = [];

    /// <summary>Profiles who watch along.</summary>
    public IReadOnlyList<ProfileId> With { get; init; } = [];

    /// <summary>How their wishes become one.</summary>
    public HouseholdRule Together { get; init; } = HouseholdRule.LeastMisery;

    public bool LeavesTheOrder => Novelty == 0 && Popularity == 0 && Length == 0 && Diversity == 0 && Calibration == 0;

    /// <summary>The same wishes have the same key.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Novelty:R};{Popularity:R};{Length:R};{Diversity:R};{Calibration:R};{MostMinutes};{Names(WithoutGenres)};{Names(WithoutPeople)};{string.Join(',', With.Select(id => id.Value).Order())};{Together}");

    /// <exception cref="Invalid">Something is out of its range.</exception>
    public ListWishes Checked()
    {
        Within(Novelty, -1, "novelty");
        Within(Popularity, -1, "popularity");
        Within(Length, -1, "length");
        Within(Diversity, 0, "diversity");
        Within(Calibration, 0, "calibration");
        if (MostMinutes is < 1 or > 1000)
            throw new Invalid("minutes_invalid", "Say how long it may be in minutes, 1 to 1000.", "minutes");
        if (WithoutGenres.Count > MostExclusions || WithoutPeople.Count > MostExclusions)
            throw new Invalid("exclusions_invalid", $"Leave out {MostExclusions} genres and {MostExclusions} people at most.");
        if (With.Count > MostTogether)
            throw new Invalid("household_invalid", $"{MostTogether} people can watch along at most.", "with");
        if (!Enum.IsDefined(Together))
            throw new Invalid("together_invalid", $"Choose one of {string.Join(", ", Rules.Keys)}.", "together");
        return this;
    }

    /// <summary>The rules by the names they have in addresses.</summary>
    public static IReadOnlyDictionary<string, HouseholdRule> Rules { get; } = new Dictionary<string, HouseholdRule>
    {
        ["average"] = HouseholdRule.Average,
        ["least_misery"] = HouseholdRule.LeastMisery,
        ["average_without_misery"] = HouseholdRule.AverageWithoutMisery,
    };

    static void Within(double value, double lowest, string name)
    {
        if (!(value >= lowest && value <= 1))
            throw new Invalid($"{name}_invalid", string.Create(CultureInfo.InvariantCulture, $"The slider '{name}' goes from {lowest} to 1."), name);
    }

    static string Names(IEnumerable<string> names) => string.Join('\u001f', names.Order(StringComparer.Ordinal));
}

namespace Marquee.Importers.Matching;

/// <summary>A title with a fitting name, and how well it fits.</summary>
/// <param name="YearsApart">Years between the file's year and the title's; <see langword="null"/> when one of them is unknown.</param>
internal readonly record struct Finding(CatalogueTitle Title, NameRank Rank, int? YearsApart)
{
    /// <summary>
    /// Smaller is better; equal means as good. The same year under another name beats the next year under the same name:
    /// catalogues differ by a year over premieres, yet remakes hardly ever follow within one. Part of a name comes last: sequels share theirs.
    /// </summary>
    public int Cost => ByYear + (Rank switch { NameRank.Own => 0, NameRank.Other => 3, _ => 14 });

    int ByYear => YearsApart switch { 0 => 0, null => 5, 1 => 10, var years => 100 * years.Value };

    /// <summary>How sure name and year make it, from 0 to 1, with what else speaks for it and against.</summary>
    public double Score(Evidence evidence)
    {
        var name = Rank switch { NameRank.Own => 0.97, NameRank.Other => 0.93, _ => 0.78 };
        var year = YearsApart switch { 0 => 0, 1 => 0.09, null => 0.15, <= 3 => 0.35, _ => 0.6 };
        return Math.Clamp(name - year + (evidence.Weight * 0.005), 0.05, 0.99);
    }

    /// <summary>Whether name and year together are enough, if nothing else fits as well.</summary>
    public bool IsEnough => Rank == NameRank.Part ? YearsApart == 0 : YearsApart is null or <= 1;

    public static int? Apart(int? one, int? other) => one is { } a && other is { } b ? Math.Abs(a - b) : null;
}

namespace Marquee.Importers.Matching;

/// <summary>
/// What speaks for a title beside name and year: its length and who made it. It decides between titles that fit equally well, and it can
/// raise a doubt about the only one.
/// </summary>
/// <param name="Runtime">Whether the lengths agree; <see langword="null"/> where one side does not say.</param>
/// <param name="People">Whether a director or creator is the same; <see langword="null"/> where one side does not say.</param>
internal readonly record struct Evidence(bool? Runtime, bool? People)
{
    // Cuts and frame rates differ by a few minutes; beyond a quarter of an hour it is another film or another cut.
    const int SameMinutes = 4;
    const int OtherMinutes = 15;

    public int Weight => (People switch { true => 4, false => -3, null => 0 }) + (Runtime switch { true => 2, false => -2, null => 0 });

    public static Evidence Of(ImportedItem item, CatalogueTitle title)
    {
        bool? runtime = item.RuntimeMinutes is { } one && title.RuntimeMinutes is { } other && one > 0 && other > 0
            ? Math.Abs(one - other) switch { <= SameMinutes => true, >= OtherMinutes => false, _ => null }
            : null;
        bool? people = item.People.Count > 0 && title.People.Count > 0
            ? item.People.Any(person => title.People.Any(known => TitleKey.Letters(known) == TitleKey.Letters(person)))
            : null;
        return new Evidence(runtime, people);
    }

    public string Words => (People, Runtime) switch
    {
        (true, true) => " The director and the length are the same.",
        (true, _) => " The director is the same.",
        (_, true) => " The length is the same.",
        _ => "",
    };
}

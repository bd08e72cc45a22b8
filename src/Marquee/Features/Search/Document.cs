using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>What search knows of a title, folded.</summary>
sealed record Document(TitleId Id, IReadOnlyList<string> Names, IReadOnlyList<string> People, string Extras, string About)
{
    public static Document Of(TitleId id, IEnumerable<string> names, IEnumerable<string> people, string? year, IEnumerable<string> about)
    {
        var foldedNames = Fold(names);
        var foldedPeople = Fold(people);
        var joined = foldedNames.SelectMany(Joined).Concat(foldedPeople.SelectMany(JoinedParticles));
        return new Document(id, foldedNames, foldedPeople, string.Join(' ', joined.Prepend(year ?? "").Distinct()), Words(foldedNames.Concat(foldedPeople).Append(year ?? "").Concat(Fold(about))));
    }

    /// <summary>Every word once: the index asks whether a word is there, not how often.</summary>
    static string Words(IEnumerable<string> texts) => string.Join(' ', texts.SelectMany(text => text.Split(' ')).Where(word => word.Length > 0).Distinct());

    static List<string> Fold(IEnumerable<string> names) => [.. names.Select(TitleKey.Fold).Where(name => name.Length > 0).Distinct()];

    /// <summary>"Spider-Man" is looked for as "spiderman", "WALL·E" as "walle": neighbours in short names, written together.</summary>
    static IEnumerable<string> Joined(string name)
    {
        var words = name.Split(' ');
        return words.Length > 4 ? [] : words.Zip(words.Skip(1), (one, next) => one + next);
    }

    /// <summary>"De Niro" is looked for as "deniro"; "Robert De" is not.</summary>
    static IEnumerable<string> JoinedParticles(string person)
    {
        var words = person.Split(' ');
        return words.Zip(words.Skip(1)).Skip(words.Length > 2 ? 1 : 0).Where(pair => pair.First.Length <= 3).Select(pair => pair.First + pair.Second);
    }
}

namespace Marquee.Features.Catalogue;

/// <summary>
/// Certifications by the age from which they let somebody in, so that a cap can be held: a kid's profile capped at PG sees G and PG. Film and television labels
/// of the United States stand beside each other. What has no label, or one that nobody knows here, is kept from a capped profile: nobody has said that it is fit for a child.
/// </summary>
static class Certifications
{
    static readonly Dictionary<string, int> Ages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["G"] = 0,
        ["TV-Y"] = 0,
        ["TV-G"] = 0,
        ["PG"] = 7,
        ["TV-Y7"] = 7,
        ["TV-PG"] = 7,
        ["PG-13"] = 13,
        ["TV-14"] = 14,
        ["R"] = 17,
        ["TV-MA"] = 17,
        ["NC-17"] = 18,
    };

    /// <summary>The labels that a cap lets in.</summary>
    public static IEnumerable<string> Within(string cap) => Ages.Keys.Where(label => Allows(cap, label));

    /// <summary>Whether somebody with that cap may see it; a cap that is not known lets in what has the lowest age only.</summary>
    public static bool Allows(string? cap, string? certification) =>
        string.IsNullOrEmpty(cap) || (certification is not null && Ages.TryGetValue(certification, out var age) && age <= Ages.GetValueOrDefault(cap));

    /// <summary>The cap that lets in least; null when there is none.</summary>
    public static string? Strictest(IEnumerable<string?> caps) =>
        caps.Where(cap => !string.IsNullOrEmpty(cap)).MinBy(cap => Ages.GetValueOrDefault(cap!));
}

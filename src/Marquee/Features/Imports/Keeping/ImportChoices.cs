using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Keeping;

/// <summary>What stands when the library and the file say different things of one title.</summary>
enum ConflictRule
{
    /// <summary>Whichever was said later.</summary>
    Newest,

    /// <summary>What the library says.</summary>
    Mine,

    /// <summary>What the file says.</summary>
    Theirs,
}

/// <summary>What the person chose for an import.</summary>
/// <param name="MakesTitles">Whether what the catalogue does not know becomes a title of the profile's own.</param>
sealed record ImportChoices(ConflictRule Rule = ConflictRule.Newest, bool MakesTitles = false)
{
    /// <exception cref="Invalid">There is no such rule.</exception>
    public static ConflictRule RuleOf(string? word) => word switch
    {
        null or "" or "newest" => ConflictRule.Newest,
        "mine" => ConflictRule.Mine,
        "theirs" => ConflictRule.Theirs,
        _ => throw new Invalid("conflict_invalid", "When both have a rating, 'mine', 'theirs' or the 'newest' stands.", "conflict"),
    };

    public static string WordOf(ConflictRule rule) => rule.ToString().ToLowerInvariant();
}

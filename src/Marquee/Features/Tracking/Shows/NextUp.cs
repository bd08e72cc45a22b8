namespace Marquee.Features.Tracking.Shows;

/// <summary>A regular episode as next-up looks at it.</summary>
interface IEpisodeState
{
    /// <summary>Whether it can be watched.</summary>
    bool HasAired { get; }

    /// <summary>Whether it was, this time through.</summary>
    bool Seen { get; }
}

/// <summary>
/// Which episode comes next: the first aired one that was not seen behind the furthest that was; else the first that was skipped; else the
/// first that is still to air. Null when all is seen.
/// </summary>
static class NextUp
{
    /// <param name="episodes">The regular episodes in order.</param>
    public static T? Of<T>(IReadOnlyList<T> episodes) where T : class, IEpisodeState
    {
        var furthest = -1;
        for (var i = 0; i < episodes.Count; i++)
            if (episodes[i].Seen)
                furthest = i;
        return episodes.Skip(furthest + 1).FirstOrDefault(e => e is { Seen: false, HasAired: true })
            ?? episodes.FirstOrDefault(e => e is { Seen: false, HasAired: true })
            ?? episodes.FirstOrDefault(e => !e.Seen);
    }
}

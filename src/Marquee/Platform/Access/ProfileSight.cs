using System.Data.Common;
using Marquee.Data;

namespace Marquee.Platform.Access;

/// <summary>A part of what a profile shows, with a visibility of its own.</summary>
public enum ProfileSection
{
    History,
    Ratings,
    Lists,
    Reviews,
    Statistics,
}

/// <summary>What somebody may see of a profile.</summary>
/// <param name="Standing">How they stand to it.</param>
/// <param name="Sections">What is open to them. A review or a list has a visibility of its own besides.</param>
public sealed record ProfileSight(Standing Standing, IReadOnlySet<ProfileSection> Sections)
{
    public bool Shows(ProfileSection section) => Sections.Contains(section);
}

/// <summary>The rule of whose things one may see, for pages, feeds and every API.</summary>
public static class ProfileSights
{
    sealed record Row(string Kind, string Visibility, string HistoryVisibility, string RatingsVisibility, string ListsVisibility, string ReviewsVisibility, string StatisticsVisibility);

    /// <summary>What <paramref name="viewer"/> may see; null when the profile is not there for them, which looks like one that does not exist.</summary>
    public static async Task<ProfileSight?> SightAsync(this DbConnection connection, ProfileId? viewer, ProfileId profile, CancellationToken cancel)
    {
        var row = await connection.FirstAsync<Row>(
            """
            select kind, visibility, history_visibility, ratings_visibility, lists_visibility, reviews_visibility, statistics_visibility
            from profiles where id = @profile
            """, new { profile }, cancel);
        if (row is null) return null;
        var standing = await connection.StandingAsync(viewer, profile, cancel);
        // Kids and guests are nobody's to look at but their own.
        if (row.Kind != "personal" && standing != Standing.Self) return null;
        if (!Visibility.IsOpenTo(row.Visibility, standing)) return null;
        (ProfileSection, string)[] sections =
        [
            (ProfileSection.History, row.HistoryVisibility), (ProfileSection.Ratings, row.RatingsVisibility), (ProfileSection.Lists, row.ListsVisibility),
            (ProfileSection.Reviews, row.ReviewsVisibility), (ProfileSection.Statistics, row.StatisticsVisibility),
        ];
        return new ProfileSight(standing, sections.Where(section => Visibility.IsOpenTo(section.Item2, standing)).Select(section => section.Item1).ToHashSet());
    }
}

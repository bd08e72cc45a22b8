using System.Globalization;

namespace Marquee.Ui.Components;

/// <summary>How long ago something was, as people say it.</summary>
static class Ago
{
    public static string Since(DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 2 } => "a moment ago",
        { TotalHours: < 1 } passed => $"{passed.Minutes} minutes ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalDays: < 1 } passed => $"{passed.Hours} hours ago",
        { TotalDays: < 2 } => "yesterday",
        { TotalDays: < 14 } passed => $"{passed.Days} days ago",
        _ => "on " + Day(moment),
    };

    public static string Day(DateTimeOffset moment) => moment.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset moment) => moment.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";
}

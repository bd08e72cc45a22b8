using System.Globalization;

namespace Marquee.Features.Backups;

/// <summary>
/// Which backups stay: the newest of each of the last days, weeks and months that have one. The newest of all that proved good always stays, and
/// so do those that were made by hand in the last day.
/// </summary>
sealed record KeepRule(int Daily = 7, int Weekly = 4, int Monthly = 12)
{
    /// <param name="backups">Any order.</param>
    /// <returns>Those that may go, the oldest first.</returns>
    public IReadOnlyList<ShelvedBackup> Superfluous(IReadOnlyList<ShelvedBackup> backups, DateTimeOffset now)
    {
        // One that proved bad stands for no day; it goes when a day is over, so that somebody can look at it.
        var good = backups.Where(backup => backup.IsGood != false).OrderByDescending(backup => backup.MadeAt).ToList();
        var kept = new HashSet<string>(
        [
            .. Newest(good, Daily, at => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            .. Newest(good, Weekly, at => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(at.DateTime)}-{ISOWeek.GetWeekOfYear(at.DateTime)}")),
            .. Newest(good, Monthly, at => at.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
            .. good.Where(backup => backup.IsGood == true).Take(1).Select(backup => backup.Name),
            .. backups.Where(backup => now - backup.MadeAt < TimeSpan.FromDays(1) && (backup.IsByHand || backup.IsGood == false)).Select(backup => backup.Name),
        ]);
        return [.. backups.Where(backup => !kept.Contains(backup.Name)).OrderBy(backup => backup.MadeAt)];
    }

    static IEnumerable<string> Newest(List<ShelvedBackup> newestFirst, int count, Func<DateTimeOffset, string> period) =>
        newestFirst.GroupBy(backup => period(backup.MadeAt.ToUniversalTime())).Take(count).Select(one => one.First().Name);
}

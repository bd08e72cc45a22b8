using System.Globalization;
using Marquee.Features.Backups;
using Marquee.Platform;
using Marquee.Tests.Host;

namespace Marquee.Tests.Backups;

/// <summary>Which backups stay, day after day.</summary>
public sealed class KeepingBackups : IDisposable
{
    static readonly DateTimeOffset Start = new(2025, 1, 1, 2, 0, 0, TimeSpan.Zero);

    readonly string _folder = RunningProgram.NewFolder();

    BackupShelf Shelf => new(MarqueeSettings.From(data: _folder) with { BackupsFolder = _folder });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void After_two_years_of_nights_there_are_seven_days_four_weeks_and_twelve_months()
    {
        for (var day = 0; day < 730; day++)
        {
            var now = Start.AddDays(day);
            Shelve(now, isGood: true);
            Shelf.Prune(new KeepRule(), now);
            Assert.Equal(now, Shelf.All()[0].MadeAt);
        }

        var kept = Shelf.All().Select(backup => backup.MadeAt).ToList();
        var last = Start.AddDays(729);
        Assert.All(Enumerable.Range(0, 7), day => Assert.Contains(last.AddDays(-day), kept));
        // In each of the last twelve months and four weeks there is one; one may stand for several.
        Assert.True(kept.Select(at => at.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct().Count() == 12);
        Assert.True(kept.Select(at => ISOWeek.GetWeekOfYear(at.DateTime)).Distinct().Count() >= 4);
        Assert.InRange(kept.Count, 12, 23);
        Assert.Equal(kept.Count * 2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_bad_one_never_takes_the_place_of_a_good_one()
    {
        Shelve(Start, isGood: true);
        for (var day = 1; day < 40; day++)
        {
            Shelve(Start.AddDays(day), isGood: false);
            Shelf.Prune(new KeepRule(Daily: 1, Weekly: 0, Monthly: 0), Start.AddDays(day));
        }

        Assert.Equal([false, true], Shelf.All().Select(backup => backup.IsGood == true).Order());
        Assert.Contains(Shelf.All(), backup => backup.MadeAt == Start);
    }

    [Fact]
    public void Nothing_that_is_not_a_backup_of_ours_is_touched()
    {
        File.WriteAllText(Path.Combine(_folder, "mine.zip"), "precious");
        File.WriteAllText(Path.Combine(_folder, "marquee-holiday.zip"), "precious");
        Shelve(Start, isGood: true);
        Shelve(Start.AddYears(2), isGood: true);

        var removed = Shelf.Prune(new KeepRule(1, 0, 0), Start.AddYears(2));

        Assert.Single(removed);
        Assert.Equal(2, Directory.GetFiles(_folder, "*.zip").Count(file => File.ReadAllText(file) == "precious"));
        Assert.All(["../marquee.db", "mine.zip", "marquee-20250101T020000Z.zip/../../x", ""], name => Assert.Null(Shelf.Find(name)));
    }

    void Shelve(DateTimeOffset at, bool isGood)
    {
        var file = Path.Combine(_folder, BackupShelf.NameAt(at));
        File.WriteAllText(file, "x");
        BackupShelf.Note(file, new ShelvedBackup(Path.GetFileName(file), at, 1, BackupManifest.Portable, "SQLite", 1, IsByHand: false, isGood, "", at));
    }
}

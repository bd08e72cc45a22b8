using System.IO.Compression;
using System.Text;

namespace Marquee.Browser.Tests.Host;

/// <summary>Export files as people have them.</summary>
static class Exports
{
    /// <summary>A Letterboxd export with a handful of well-known films, as the zip that Letterboxd gives.</summary>
    public static byte[] LetterboxdZip()
    {
        (string Name, int Year, string Stars)[] films =
        [
            ("Heat", 1995, "5"), ("The Matrix", 1999, "4.5"), ("Fargo", 1996, "4.5"), ("Pulp Fiction", 1994, "5"), ("Se7en", 1995, "4"),
            ("The Silence of the Lambs", 1991, "4.5"), ("Toy Story", 1995, "3.5"), ("Titanic", 1997, "1.5"), ("L.A. Confidential", 1997, "5"),
            ("The Usual Suspects", 1995, "4.5"), ("A Film That Nobody Made", 1971, "3"),
        ];
        var csv = new StringBuilder("Date,Name,Year,Letterboxd URI,Rating\n");
        foreach (var (name, year, stars) in films) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"2024-01-05,{name},{year},https://boxd.it/{year:x},{stars}\n");
        return Zip(csv.ToString());
    }

    /// <summary>A film that is found, one that may be either of two, one that nobody made, and a row that cannot be read.</summary>
    public static byte[] OfEveryOutcome() => Zip(
        "Date,Name,Year,Letterboxd URI,Rating\n2024-01-05,Heat,1995,https://boxd.it/1,5\n2024-01-05,Hamlet,2000,https://boxd.it/2,4\n"
        + "2024-01-05,A Film That Nobody Made,1971,https://boxd.it/3,3\nyesterday,Fargo,1996,https://boxd.it/4,4\n");

    /// <summary>More rows than a page shows, of every kind, some with names that go on and on.</summary>
    public static byte[] OfManyTrickyRows()
    {
        var csv = new StringBuilder("Date,Name,Year,Letterboxd URI,Rating\n2024-01-05,Heat,1995,https://boxd.it/1,5\n2024-01-05,Hamlet,2000,https://boxd.it/2,4\n2024-01-06,Hamlet,2000,https://boxd.it/2a,3\n"
            + "2024-01-05,Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror of the Attack of the Evil Mutant Hellbound Flesh Eating Subhumanoid Zombified Living Dead Part 2,1991,https://boxd.it/3,3\n"
            + "2024-01-05,Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft,1971,https://boxd.it/4,3\nyesterday,Fargo,1996,https://boxd.it/5,4\n");
        for (var row = 0; row < 40; row++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"2024-01-05,A Film That Nobody Made {row},1971,https://boxd.it/a{row:x},3\n");
        return Zip(csv.ToString());
    }

    static byte[] Zip(string table)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            using var ratings = zip.CreateEntry("ratings.csv").Open();
            ratings.Write(Encoding.UTF8.GetBytes(table));
        }
        return file.ToArray();
    }
}

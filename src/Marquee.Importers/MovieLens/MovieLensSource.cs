using Marquee.Importers.Reading;

namespace Marquee.Importers.MovieLens;

/// <summary>MovieLens: the ratings of one person cut from a data set, or the personal export of movielens.org.</summary>
internal sealed class MovieLensSource : ISource
{
    static readonly string[] PersonColumns = ["userId", "user", "uid"];

    public string Key => "movielens";

    public string Name => "MovieLens";

    public Recognised? Recognise(ExportContents contents)
    {
        var file = contents.Files.FirstOrDefault(file => !file.IsIn("__MACOSX") && MovieLensRows.AreIn(file));
        if (file is null)
            return null;
        if (People(file) is > 1 and var people)
            throw ExportRefused.SeveralPeople(people);
        return new Recognised([file.Name], [], new MovieLensRows(file).Read);
    }

    // A data set is a population. Its first rows would pass for one person's, so the whole column is read.
    static int People(ExportFile file)
    {
        var table = file.Table();
        var person = table.Column(PersonColumns);
        if (person < 0)
            return 1;
        var people = new HashSet<string>();
        foreach (var row in table.Rows(CancellationToken.None))
            if (row.Fault is null)
                people.Add(row.Cells[person]);
        return people.Count;
    }
}

using Marquee.Importers.Reading;

namespace Marquee.Importers.MovieLens;

/// <summary>MovieLens: the ratings and tags of one person cut from a data set, or the personal export of movielens.org.</summary>
internal sealed class MovieLensSource : ISource
{
    static readonly string[] PersonColumns = ["userId", "user", "uid"];

    public string Key => "movielens";

    public string Name => "MovieLens";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(MovieLensRows.AreIn).OrderBy(file => file.HasColumns("rating") ? 0 : 1).ToList();
        if (files.Count == 0)
            return null;
        foreach (var file in files)
            if (People(file) is > 1 and var people)
                throw ExportRefused.SeveralPeople(people);
        return new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => new MovieLensRows(file).Read(cancel)));
    }

    // A data set is a population. Its first rows would pass for one person's, so the whole column is read.
    static int People(ExportFile file)
    {
        if (!PersonColumns.Any(column => file.HasColumns(column)))
            return 1;
        var people = new HashSet<string>();
        foreach (var cells in TableRows.Cells(file, file.Table(), CancellationToken.None))
            if (cells.Fault is null)
                people.Add(cells.Text(PersonColumns));
        return people.Count;
    }
}

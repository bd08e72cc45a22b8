using Marquee.Importers.Reading;

namespace Marquee.Importers.Simkl;

/// <summary>Simkl's JSON: three arrays of films, shows and anime, with episodes where they were asked for.</summary>
internal sealed class SimklSource : ISource
{
    static readonly string[] Arrays = ["movies", "shows", "anime"];

    public string Key => "simkl";

    public string Name => "Simkl";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(IsSimkl).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => JsonRows.Read(file, SimklRows.Read, cancel)));
    }

    static bool IsSimkl(ExportFile file)
    {
        if (file.Json is not { Sample: var sample } || !Arrays.Any(array => sample.HasPath(array)))
            return false;
        return sample.Records.Count == 0
            ? sample.Paths.All(Arrays.Contains)
            : Arrays.Any(array => sample.Has(array, "status") && (sample.Has(array, "movie.ids") || sample.Has(array, "show.ids") || sample.Has(array, "anime.ids")));
    }
}

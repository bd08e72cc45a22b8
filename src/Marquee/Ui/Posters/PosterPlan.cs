namespace Marquee.Ui.Posters;

/// <summary>What a poster is asked for: a title, its year (0 if unknown), its first genre, and a tag to print instead of the genre.</summary>
sealed record PosterSubject(string Title, int Year, string? Genre, string? Tag = null)
{
    /// <summary>A title that can be set: a blank one is "Untitled".</summary>
    public string Title { get; } = string.IsNullOrWhiteSpace(Title) ? "Untitled" : Title;

    /// <summary>Whether it is there for one profile alone, and so for no cache on the way.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The address of its poster, where there is one: nothing need be drawn.</summary>
    public string? Picture { get; init; }
}

/// <summary>The choices a poster is made of, drawn in a fixed order; the motif goes on drawing from the same stream.</summary>
sealed record PosterPlan(string Genre, uint Seed, Draws Draws, Inks Inks, string Motif, string Layout, bool Flip, GenreLook Look)
{
    /// <summary>Motifs that still read well when shape and spark change places.</summary>
    static readonly HashSet<string> Swappable = ["vertigo", "blinds", "chevrons", "rays", "tiles", "lens", "bars", "beam", "target", "vinyl"];

    public static PosterPlan For(PosterSubject subject)
    {
        var genre = GenreLook.Resolve(subject.Genre);
        var look = GenreLook.Of(genre);
        var seed = Posters.Seed.Of(subject.Title, subject.Year);
        var draws = new Draws(seed);

        var inks = Inks.From(draws.Pick(look.Palettes));
        var motif = draws.Pick(look.Motifs);
        var layout = draws.Pick(look.Layouts);
        var flip = draws.Next() < .5;
        var swap = draws.Next() < .3 && Swappable.Contains(motif);
        if (swap) inks = inks with { Shape = inks.Spark, Spark = inks.Shape };

        return new PosterPlan(genre, seed, draws, inks, motif, layout, flip, look);
    }
}

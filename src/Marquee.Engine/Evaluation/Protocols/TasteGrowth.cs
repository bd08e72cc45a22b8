using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>How to run <see cref="TasteGrowth"/>.</summary>
/// <param name="MostKnown">The largest number of ratings that is folded in.</param>
/// <param name="HeldOut">How many of a person's ratings are held out; those of them that were liked are to be found.</param>
/// <param name="Liked">The rating from which a title counts as liked, in the scale of the data.</param>
/// <param name="Folds">Into how many parts people are divided; each part in turn is measured by a model trained on the others.</param>
/// <param name="Seed">Seeds every choice.</param>
public sealed record TasteGrowthOptions(int MostKnown = 50, int HeldOut = 10, double Liked = 4, int Folds = 5, int Seed = 42);

/// <summary>A person whose ratings are uncovered one after another.</summary>
/// <param name="User">The caller's id.</param>
/// <param name="Pool">The ratings that may be uncovered, in a random order; none of their titles is ever recommended, so that lists of any length of history choose from the same titles.</param>
/// <param name="Liked">The held-out titles they liked: what is to be found.</param>
public sealed record GrowingPerson(long User, IReadOnlyList<Event> Pool, int[] Liked);

/// <summary>
/// How taste grows: people whom the model has never met give 0, 1, 3, 5 … ratings, and each time the same held-out titles are to be found among the same others.
/// Everybody has enough ratings for the largest number, so that the numbers of a table are about the same people.
/// </summary>
/// <param name="Train">The people to learn from, with all their ratings.</param>
/// <param name="People">The people to be served.</param>
public sealed record TasteGrowth(Interactions Train, IReadOnlyList<GrowingPerson> People)
{
    const int Depth = 10;

    /// <summary>Divides people into folds, and for each gives who is trained on and who is served.</summary>
    /// <exception cref="UnsuitableDataException">Nobody has enough ratings.</exception>
    public static IEnumerable<TasteGrowth> Folds(Interactions all, TasteGrowthOptions options)
    {
        var users = all.Rows().GroupBy(row => row.User).Select(group => group.ToArray()).ToArray();
        if (!users.Any(rows => rows.Length >= options.MostKnown + options.HeldOut))
            throw new UnsuitableDataException($"Nobody has {options.MostKnown + options.HeldOut} ratings, {options.MostKnown} to uncover and {options.HeldOut} to find.");
        new Random(options.Seed).Shuffle(users);
        for (var fold = 0; fold < options.Folds; fold++)
        {
            var part = fold;
            var train = Interactions.Of(users.Where((_, place) => place % options.Folds != part).SelectMany(rows => rows));
            var random = new Random(unchecked(options.Seed + 1 + fold));
            var people = users.Where((rows, place) => place % options.Folds == part && rows.Length >= options.MostKnown + options.HeldOut)
                .Select(rows => Cover(rows, train.Items, options, random)).OfType<GrowingPerson>().ToArray();
            yield return new TasteGrowth(train, people);
        }
    }

    /// <summary>
    /// NDCG@10 of every person when they have given that many ratings.
    /// </summary>
    /// <param name="model">Trained on <see cref="Train"/>.</param>
    /// <param name="known">How many ratings are uncovered.</param>
    /// <param name="asked">The titles somebody new is asked about, in order: they answer those they know, and when that is not enough the rest comes at random. Empty: all at random.</param>
    public double[] Measure(Model model, int known, IReadOnlyList<int> asked)
    {
        var order = asked.Index().ToDictionary(title => title.Item, title => title.Index);
        var found = new double[People.Count];
        Parallel.For(0, found.Length, () => new float[model.Items.Count], (index, _, scores) =>
        {
            var person = People[index];
            var given = person.Pool.Index().OrderBy(e => order.GetValueOrDefault(e.Item.Item, asked.Count + e.Index)).Take(known).Select(e => e.Item);
            model.Score(History.Of(given), scores);
            foreach (var e in person.Pool)
                scores[e.Item] = float.NegativeInfinity;
            found[index] = Measures.Ndcg.At(FullRanking.PlacesOf(scores, person.Liked), Depth);
            return scores;
        }, _ => { });
        return found;
    }

    static GrowingPerson? Cover(Interaction[] rows, IdMap items, TasteGrowthOptions options, Random random)
    {
        random.Shuffle(rows);
        var known = rows.Where(row => items.IndexOf(row.Item) >= 0).ToArray();
        if (known.Length < options.MostKnown + options.HeldOut)
            return null;
        int[] liked = [.. known.Take(options.HeldOut).Where(row => row.Value >= options.Liked).Select(row => items.IndexOf(row.Item)).Order()];
        return liked.Length == 0 ? null : new GrowingPerson(rows[0].User,
            [.. known.Skip(options.HeldOut).Select(row => new Event(items.IndexOf(row.Item), row.Value, row.Time))], liked);
    }
}

using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Models.Laws;

/// <summary>
/// A small made-up population: two circles of people, two kinds of films. People mostly watch and love their own kind.
/// Items 0 … 19 are of kind A, 20 … 39 of kind B; ids are 1000 + index.
/// </summary>
static class Population
{
    public const int Users = 60, Items = 40, KindSize = Items / 2;

    public static IReadOnlyList<Interaction> Rows { get; } = Make(Users, Items, perUser: 14, seed: 7);

    public static TrainingData Data { get; } = Of(Rows);

    public static TrainingData Of(IEnumerable<Interaction> rows)
    {
        var interactions = Interactions.Of(rows);
        return new TrainingData(interactions, [.. interactions.Items.Ids.ToArray().Select(Document)]);
    }

    public static Interaction[] Make(int users, int items, int perUser, int seed)
    {
        var random = new Random(seed);
        var rows = new List<Interaction>();
        for (var user = 0; user < users; user++)
            for (var n = 0; n < perUser; n++)
            {
                var own = random.NextDouble() < 0.8;
                var kind = own ? user % 2 : 1 - user % 2;
                // The square draws low numbers more often: some films are better known than others.
                var item = kind * (items / 2) + (int)(items / 2 * random.NextDouble() * random.NextDouble());
                var rating = own ? 3 + random.Next(3) : 1 + random.Next(3);
                rows.Add(new Interaction(user + 1, 1000 + item, rating, 1_000_000_000 + 86_400L * random.Next(1000)));
            }

        // Every film was seen by somebody, so that ids and indices agree.
        for (var item = 0; item < items; item++)
            rows.Add(new Interaction(1 + item % 2 + 2 * random.Next(users / 2), 1000 + item, 4, 1_000_000_000));
        return [.. rows];
    }

    static ItemDocument Document(long id)
    {
        var index = id - 1000;
        string[] genre = index < KindSize ? ["crime", "drama"] : ["comedy", "romance"];
        return new ItemDocument(new Dictionary<string, IReadOnlyList<string>>
        {
            ["genre"] = genre,
            ["director"] = [$"director {index % 7}"],
            ["text"] = [index < KindSize ? "night" : "summer", $"word{index % 5}", $"word{index % 3}"],
        });
    }

    public static History Loves(params int[] items) => History.Of(items.Select(item => new Event(item, 5, 1_050_000_000 + item)));

    public static History Mixed { get; } = History.Of(
    [
        new Event(1, 5, 1_040_000_000), new Event(3, 4, 1_041_000_000), new Event(7, float.NaN, 1_042_000_000),
        new Event(22, 1, 1_043_000_000), new Event(30, 2.5f, 1_044_000_000), new Event(12, 4.5f),
    ]);
}

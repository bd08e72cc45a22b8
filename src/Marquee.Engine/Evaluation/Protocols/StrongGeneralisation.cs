using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>How to run <see cref="StrongGeneralisation"/>.</summary>
/// <param name="Threshold">Ratings below it are dropped: what is left was liked. In the scale of the data.</param>
/// <param name="MinimumPerUser">Users with fewer interactions left are dropped.</param>
/// <param name="ValidationUsers">How many users to hold out for choosing options; negative: one in ten.</param>
/// <param name="TestUsers">How many users to hold out for the final measurement; negative: one in ten.</param>
/// <param name="HeldOutShare">The share of a held-out user's items that is to be found, rounded down.</param>
/// <param name="Seed">Seeds every choice.</param>
public sealed record StrongGeneralisationOptions(
    double Threshold = 4, int MinimumPerUser = 5, int ValidationUsers = -1, int TestUsers = -1, double HeldOutShare = 0.2, int Seed = 42);

/// <summary>Held-out people: what may be folded in and what is to be found.</summary>
/// <param name="FoldIn">What models may see.</param>
/// <param name="HeldOut">What is to be found.</param>
public sealed record FoldInHeldOut(Interactions FoldIn, Interactions HeldOut);

/// <summary>
/// Strong generalisation: whole users are held out, so a model is measured on people it has never seen, from a random part of their items
/// (Marlin 2004; the settings of Liang et al. 2018, section 4.1, as their published code does it).
/// </summary>
/// <param name="Train">The users to learn from.</param>
/// <param name="Validation">Other users, for choosing options.</param>
/// <param name="Test">Yet other users, for the final measurement.</param>
public sealed record StrongGeneralisation(Interactions Train, FoldInHeldOut Validation, FoldInHeldOut Test)
{
    /// <summary>Divides interactions. Items that no training user has are dropped from the held-out users.</summary>
    /// <exception cref="UnsuitableDataException">There are not enough users.</exception>
    public static StrongGeneralisation Split(Interactions all, StrongGeneralisationOptions options)
    {
        var users = all.Rows()
            .Where(row => row.Value >= options.Threshold)
            .GroupBy(row => row.User)
            .Select(group => group.ToArray())
            .Where(rows => rows.Length >= options.MinimumPerUser)
            .ToArray();
        var validation = options.ValidationUsers >= 0 ? options.ValidationUsers : users.Length / 10;
        var test = options.TestUsers >= 0 ? options.TestUsers : users.Length / 10;
        if (users.Length - validation - test < 1 || test < 1)
            throw new UnsuitableDataException(
                $"Of {users.Length} users with {options.MinimumPerUser} interactions or more, {validation} for validation and {test} for testing cannot be held out.");

        var random = new Random(options.Seed);
        random.Shuffle(users);
        var train = Interactions.Of(users[(validation + test)..].SelectMany(rows => rows));
        return new StrongGeneralisation(
            train,
            Hold(users.AsSpan(0, validation), train.Items, options.HeldOutShare, random),
            Hold(users.AsSpan(validation, test), train.Items, options.HeldOutShare, random));
    }

    static FoldInHeldOut Hold(ReadOnlySpan<Interaction[]> users, IdMap items, double share, Random random)
    {
        var foldIn = new InteractionsBuilder();
        var heldOut = new InteractionsBuilder();
        foreach (var rows in users)
        {
            var known = rows.Where(row => items.IndexOf(row.Item) >= 0).ToArray();
            random.Shuffle(known);
            var held = (int)(share * known.Length);
            for (var place = 0; place < known.Length; place++)
                (place < held ? heldOut : foldIn).Add(known[place]);
        }

        return new FoldInHeldOut(foldIn.Build(), heldOut.Build());
    }
}

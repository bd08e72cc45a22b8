using System.Numerics.Tensors;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Evaluation;

/// <summary>What a model did for one person.</summary>
/// <param name="Person">Who, with what was known and held out.</param>
/// <param name="Ranks">
/// The places of the held-out items in the full ranking, from 1, ascending; folded-in items take no place, and an unreachable item has the place <see cref="int.MaxValue"/>.
/// </param>
/// <param name="Top">The first items of the ranking, best first; as many as asked for, fewer when the catalogue ends.</param>
public sealed record RankedPerson(HeldOutPerson Person, int[] Ranks, int[] Top);

/// <summary>What a model did for everybody, in the order of the task's people.</summary>
/// <param name="People">One entry a person.</param>
public sealed record RankingOutcome(IReadOnlyList<RankedPerson> People)
{
    /// <summary>Scores and ranks all items for every person of a task, several people at a time; the outcome does not depend on the number of threads.</summary>
    /// <param name="task">Who is to be served; its catalogue is the model's.</param>
    /// <param name="model">The model.</param>
    /// <param name="listLength">How many top items to keep for each person.</param>
    /// <param name="run">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The model has another catalogue than the task.</exception>
    /// <exception cref="ArithmeticException">A score was not finite.</exception>
    public static RankingOutcome Of(RankingTask task, Model model, int listLength, TrainingRun run)
    {
        if (!task.Items.Ids.SequenceEqual(model.Items.Ids))
            throw new ArgumentException($"The model '{model.Name}' knows other items than the task asks for.", nameof(model));

        var people = new RankedPerson[task.People.Count];
        var circumstances = new ParallelOptions { MaxDegreeOfParallelism = run.ThreadCount, CancellationToken = run.Cancellation };
        try
        {
            Parallel.For(0, people.Length, circumstances, () => new float[model.Items.Count], (index, _, scores) =>
            {
                people[index] = Rank(model, task.People[index], listLength, scores);
                return scores;
            }, _ => { });
        }
        catch (AggregateException several) when (several.InnerException is ArithmeticException first)
        {
            throw first;
        }

        return new RankingOutcome(people);
    }

    /// <summary>One value a person.</summary>
    public double[] PerPerson(RankingMeasure measure) => [.. People.Select(person => measure.Of(person.Ranks))];

    /// <summary>The mean over people; 0 when there are none.</summary>
    public double Mean(RankingMeasure measure) => People.Count == 0 ? 0 : People.Average(person => measure.Of(person.Ranks));

    /// <summary>The first <paramref name="length"/> items of every list.</summary>
    public IEnumerable<int[]> Lists(int length) => People.Select(person => person.Top.Length <= length ? person.Top : person.Top[..length]);

    /// <summary>Every person's history items beside the first <paramref name="length"/> items of the list.</summary>
    public IEnumerable<(int[] History, int[] List)> HistoriesAndLists(int length) =>
        People.Zip(Lists(length), (person, list) => (person.Person.FoldIn.Items.ToArray(), list));

    static RankedPerson Rank(Model model, HeldOutPerson person, int listLength, float[] scores)
    {
        model.Score(person.FoldIn, scores);
        if (!TensorPrimitives.IsFiniteAll<float>(scores))
            throw new ArithmeticException($"The model '{model.Name}' gave user {person.User} a score that is not a finite number.");
        foreach (var item in person.FoldIn.Items)
            scores[item] = float.NegativeInfinity;

        var top = TopItems.Of(scores, Math.Min(listLength, scores.Length - person.FoldIn.Count));
        return new RankedPerson(person, [.. FullRanking.PlacesOf(scores, person.HeldOut), .. Enumerable.Repeat(int.MaxValue, person.Unreachable)], [.. top.Select(ranked => ranked.Item)]);
    }
}

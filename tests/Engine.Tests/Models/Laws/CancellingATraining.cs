using System.Diagnostics;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class CancellingATraining
{
    const int Attempts = 3;
    static readonly TrainingData Larger = Population.Of(Population.Make(users: 3000, items: 1200, perUser: 80, seed: 5));

    public static TheoryData<string> Kinds => Trained.Kinds;

    /// <summary>
    /// Cancelled early, in the middle and late, because a training has parts (counting, factoring, rounds, weighing). Others on the machine can only make it slower to stop,
    /// so the best of three attempts counts; one that had finished before is no attempt.
    /// </summary>
    [Theory, MemberData(nameof(Kinds))]
    public void It_stops_within_a_second(string kind)
    {
        foreach (var after in (int[])[15, 150, 900])
        {
            var waits = Enumerable.Range(0, Attempts).Select(_ => SecondsToStop(kind, after));

            Assert.Contains(waits, seconds => seconds < 1);
        }
    }

    /// <summary>From the moment the token is in fact cancelled, which on a busy machine may be late, to the moment the training gives up; 0 where it was done before.</summary>
    static double SecondsToStop(string kind, int milliseconds)
    {
        using var source = new CancellationTokenSource(milliseconds);
        var sinceCancelled = new Stopwatch();
        using var start = source.Token.Register(sinceCancelled.Start);
        try
        {
            Trained.Train(kind, Larger, new TrainingRun(Threads: 2, Cancellation: source.Token));
            return 0;
        }
        catch (OperationCanceledException)
        {
            return sinceCancelled.Elapsed.TotalSeconds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_training_cancelled_before_it_began_does_not_begin(string kind)
    {
        var run = new TrainingRun(Threads: 2, Cancellation: new CancellationToken(canceled: true));

        Assert.ThrowsAny<OperationCanceledException>(() => Trained.Train(kind, Population.Data, run));
    }
}

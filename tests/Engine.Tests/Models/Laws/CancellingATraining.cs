using System.Diagnostics;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class CancellingATraining
{
    static readonly TrainingData Larger = Population.Of(Population.Make(users: 3000, items: 1200, perUser: 80, seed: 5));

    public static TheoryData<string> Kinds => Trained.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void It_stops_within_a_second(string kind)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
        var sinceCancelled = new Stopwatch();
        // The clock starts when the token is in fact cancelled: on a busy machine the timer may be late.
        using var start = source.Token.Register(sinceCancelled.Start);
        try
        {
            Trained.Train(kind, Larger, new TrainingRun(Threads: 2, Cancellation: source.Token));
        }
        catch (OperationCanceledException)
        {
            Assert.True(sinceCancelled.Elapsed < TimeSpan.FromSeconds(1), $"It took {sinceCancelled.Elapsed} to stop.");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_training_cancelled_before_it_began_does_not_begin(string kind)
    {
        var run = new TrainingRun(Threads: 2, Cancellation: new CancellationToken(canceled: true));

        Assert.ThrowsAny<OperationCanceledException>(() => Trained.Train(kind, Population.Data, run));
    }
}

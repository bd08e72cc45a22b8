using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>Interactions cut in two: every one of them is on exactly one side, under the caller's ids.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Test">What they are asked.</param>
public sealed record TrainTest(Interactions Train, Interactions Test)
{
    /// <summary>Sends each interaction to the test side where <paramref name="isTest"/> says so; asked in the order of <see cref="Interactions.Rows"/>.</summary>
    internal static TrainTest Divide(Interactions all, Func<int, bool> isTest)
    {
        var train = new InteractionsBuilder();
        var test = new InteractionsBuilder();
        var entry = 0;
        foreach (var row in all.Rows())
            (isTest(entry++) ? test : train).Add(row);
        return new TrainTest(train.Build(), test.Build());
    }
}

/// <summary>Data that a protocol cannot be run on; the message says what is missing.</summary>
public sealed class UnsuitableDataException(string message) : InvalidOperationException(message);

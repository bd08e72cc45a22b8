using System.Numerics;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>Sequences one after another in the rows of a matrix, earliest first: sequence s has rows <c>Starts[s] … Starts[s + 1] − 1</c>.</summary>
/// <param name="Starts">Where each begins, and at last where the last ends.</param>
/// <param name="Times">When each row was, in seconds.</param>
sealed record Timelines(int[] Starts, long[] Times)
{
    /// <summary>Distances in time are told apart by their doublings: less than a second, one, two or three, four to seven, …</summary>
    public const int Gaps = 33;

    public int Count => Starts.Length - 1;

    public int Rows => Starts[^1];

    public int LengthOf(int sequence) => Starts[sequence + 1] - Starts[sequence];

    /// <summary>How far row <paramref name="earlier"/> lies before <paramref name="later"/>, as a number of doublings below <see cref="Gaps"/>.</summary>
    public int GapOf(int later, int earlier) =>
        Times[later] <= Times[earlier] ? 0 : Math.Min(Gaps - 1, BitOperations.Log2((ulong)Times[later] - (ulong)Times[earlier]) + 1);
}

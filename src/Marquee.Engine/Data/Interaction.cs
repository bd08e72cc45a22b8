namespace Marquee.Engine.Data;

/// <summary>One thing a user did with an item, under the caller's ids.</summary>
/// <param name="User">The user's id, any 64-bit number.</param>
/// <param name="Item">The item's id, any 64-bit number.</param>
/// <param name="Value">A rating in the scale of the source, or 1 for a play; finite.</param>
/// <param name="Time">When, in Unix seconds; 0 when unknown.</param>
public readonly record struct Interaction(long User, long Item, float Value = 1, long Time = 0);

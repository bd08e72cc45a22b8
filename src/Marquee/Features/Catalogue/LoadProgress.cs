namespace Marquee.Features.Catalogue;

/// <summary>How far a load is.</summary>
/// <param name="Step">What is being done, for people.</param>
/// <param name="Share">How much of the whole is done, 0 … 1.</param>
readonly record struct LoadProgress(string Step, double Share);

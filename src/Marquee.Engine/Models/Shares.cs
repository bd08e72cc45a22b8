namespace Marquee.Engine.Models;

/// <summary>Puts explanations together.</summary>
static class Shares
{
    /// <summary>An explanation whose contributions come largest first; those of nothing are left out.</summary>
    public static Explanation Explanation(double start, IEnumerable<Contribution> contributions) =>
        new((float)start, [.. contributions.Where(c => c.Amount != 0).OrderByDescending(c => c.Amount).ThenBy(c => c.Item)]);
}

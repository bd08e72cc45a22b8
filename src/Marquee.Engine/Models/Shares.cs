namespace Marquee.Engine.Models;

/// <summary>Puts explanations together.</summary>
static class Shares
{
    /// <summary>
    /// An explanation whose contributions come largest first; those of nothing are left out. Sorted in place: twenty titles explained by eight members are 160 lists, and a sort by
    /// two keys that asks for each key again cost more than most members.
    /// </summary>
    public static Explanation Explanation(double start, IEnumerable<Contribution> contributions)
    {
        var kept = contributions.Where(c => c.Amount != 0).ToArray();
        Array.Sort(kept, static (a, b) => b.Amount.CompareTo(a.Amount) is var order and not 0 ? order : a.Item.CompareTo(b.Item));
        return new((float)start, kept);
    }
}

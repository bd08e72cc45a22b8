namespace Marquee.Ui.Components;

/// <summary>A facet of a search as its form shows it.</summary>
/// <param name="Name">The name of its field in the address.</param>
/// <param name="Words">What people call it.</param>
/// <param name="Choices">What can be chosen.</param>
/// <param name="Chosen">The value chosen now, if any.</param>
public sealed record FacetView(string Name, string Words, IReadOnlyList<FacetOption> Choices, string? Chosen)
{
    /// <summary>Shown closed until somebody opens it or has chosen from it.</summary>
    public bool Folded { get; init; }
}

/// <summary>A choice: its value in the address, its words, and how many titles it leaves.</summary>
public sealed record FacetOption(string Value, string Words, int Count);

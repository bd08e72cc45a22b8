namespace Marquee.Ui.Components;

/// <summary>One line of a list of facts; with an address, the value is a link.</summary>
public sealed record Fact(string Name, string Value, string? Href = null);

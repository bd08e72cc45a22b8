namespace Marquee.Ui.Components;

/// <summary>A season as its list shows it.</summary>
public sealed record SeasonView(string Name, string Summary, IReadOnlyList<EpisodeView> Episodes);

/// <summary>An episode: its number in the season, what it is called, when it aired, how long it is.</summary>
public sealed record EpisodeView(int Number, string Name, string? Aired, string? Runtime);

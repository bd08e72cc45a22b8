namespace Marquee.Ui.Components;

/// <summary>Why a title is here. Colour is the third sign of it, after icon and words.</summary>
public enum ReasonKind
{
    Taste,
    Friends,
    Trend,
    Stretch,
}

/// <summary>A reason as a row or a card says it.</summary>
public sealed record Reason(ReasonKind Kind, string Words)
{
    public string Class => Kind switch { ReasonKind.Friends => "friends", ReasonKind.Trend => "trend", ReasonKind.Stretch => "stretch", _ => "taste" };

    public string Icon => Kind == ReasonKind.Taste ? "heart" : Class;
}

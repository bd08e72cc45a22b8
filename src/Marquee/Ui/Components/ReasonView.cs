namespace Marquee.Ui.Components;

/// <summary>Why a title is here. Colour is the third sign of it, after icon and words.</summary>
public enum ReasonTone
{
    Taste,
    Friends,
    Trend,
    Stretch,
}

/// <summary>A reason as a row or a card says it.</summary>
public sealed record ReasonView(ReasonTone Tone, string Words)
{
    public string Class => Tone switch { ReasonTone.Friends => "friends", ReasonTone.Trend => "trend", ReasonTone.Stretch => "stretch", _ => "taste" };

    public string Icon => Tone == ReasonTone.Taste ? "heart" : Class;
}

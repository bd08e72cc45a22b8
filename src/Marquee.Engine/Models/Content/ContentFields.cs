namespace Marquee.Engine.Models.Content;

/// <summary>The fields of an <see cref="ItemDocument"/> that have a weight of their own; any other field shares <c>other_weight</c>.</summary>
public static class ContentFields
{
    /// <summary>The words of the title.</summary>
    public const string Title = "title";

    /// <summary>The words of the logline or overview.</summary>
    public const string Text = "text";

    /// <summary>Genres.</summary>
    public const string Genre = "genre";

    /// <summary>Keywords.</summary>
    public const string Keyword = "keyword";

    /// <summary>Directors.</summary>
    public const string Director = "director";

    /// <summary>Cast.</summary>
    public const string Cast = "cast";

    /// <summary>Tags given by users.</summary>
    public const string Tag = "tag";
}

using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Data;

namespace Marquee.Features.Recommendations;

/// <summary>One thing a person did with a title.</summary>
/// <param name="Title">Which.</param>
/// <param name="Rating">In tenths of a point, 10 … 100; null: seen, not rated.</param>
/// <param name="At">When, as Unix milliseconds; 0 when unknown.</param>
sealed record TasteEvent(TitleId Title, int? Rating, long At)
{
    /// <summary>From this rating on we say "loved": four stars.</summary>
    public const int LovedFrom = 80;

    /// <summary>From this rating on we say "liked": three and a half stars.</summary>
    public const int LikedFrom = 70;

    /// <summary>The rating in stars, ½ … 5, which is the scale the models learn in; NaN when there is none.</summary>
    public float Stars => Rating is { } tenths ? tenths / 20f : IsFavourite ? FavouriteStars : float.NaN;

    /// <summary>A favourite that was not rated counts as loved; nowhere is it shown as a rating.</summary>
    public bool IsFavourite { get; init; }

    const float FavouriteStars = 4.5f;
}

/// <summary>What is known of a person's taste: the input of every recommendation.</summary>
/// <param name="Events">One for each title they rated, made a favourite or watched.</param>
/// <param name="Hidden">Titles they do not want to be shown.</param>
sealed record Taste(IReadOnlyList<TasteEvent> Events, IReadOnlySet<long> Hidden)
{
    /// <summary>Hidden titles of which they said that they want less of the kind.</summary>
    public IReadOnlyList<TitleId> LessLike { get; init; } = [];

    /// <summary>Titles of what they said they like: what somebody without a history is shown first, and everybody a little earlier.</summary>
    public IReadOnlySet<long> Liked { get; init; } = new HashSet<long>();

    public static Taste None { get; } = new([], new HashSet<long>());

    readonly Dictionary<long, TasteEvent> _byTitle = Events.ToDictionary(e => e.Title.Value);

    public TasteEvent? Of(TitleId title) => _byTitle.GetValueOrDefault(title.Value);

    /// <summary>Whether a title must never be recommended: watched, rated or hidden.</summary>
    public bool Excludes(long title) => _byTitle.ContainsKey(title) || Hidden.Contains(title);

    /// <summary>The taste in a model's own terms. Titles the model does not know say nothing to it.</summary>
    public History In(IdMap items) => History.Of(
        from e in Events
        let item = items.IndexOf(e.Title.Value)
        where item >= 0
        select new Event(item, e.Stars, e.At / 1000));
}

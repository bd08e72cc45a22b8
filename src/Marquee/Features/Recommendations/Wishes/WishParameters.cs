using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>The parameters of a request for a list, as programs send them.</summary>
sealed record WishParameters(
    [property: FromQuery(Name = "model"), Description("The model that ranks; the blend when none is named.")] string? Model,
    [property: FromQuery(Name = "limit"), Description("How many titles, 1 to 100.")] int? Limit,
    [property: FromQuery(Name = "novelty"), Description("-1 (like what you know) to 1 (unlike it).")] double? Novelty,
    [property: FromQuery(Name = "popularity"), Description("-1 (seen by few) to 1 (seen by everybody).")] double? Popularity,
    [property: FromQuery(Name = "length"), Description("-1 (short) to 1 (long).")] double? Length,
    [property: FromQuery(Name = "diversity"), Description("0 to 1: how much the titles should differ from each other.")] double? Diversity,
    [property: FromQuery(Name = "calibration"), Description("0 to 1: how nearly genres should be mixed as in what you liked.")] double? Calibration,
    [property: FromQuery(Name = "minutes"), Description("The longest a title may be.")] int? Minutes,
    [property: FromQuery(Name = "without_genre"), Description("A genre that must not be there; repeat it for several.")] string[]? WithoutGenre,
    [property: FromQuery(Name = "without_person"), Description("A person, by id or name, who must not be in it; repeat it for several.")] string[]? WithoutPerson,
    [property: FromQuery(Name = "with"), Description("A profile of your account who watches along; repeat it for several.")] string[]? With,
    [property: FromQuery(Name = "together"), Description("average, least_misery (the default) or average_without_misery.")] string? Together)
{
    public WishQuery Query => new(Novelty, Popularity, Length, Diversity, Calibration, Minutes, WithoutGenre, WithoutPerson, With, Together);
}

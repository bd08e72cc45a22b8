using Microsoft.AspNetCore.Components;

namespace Marquee.Ui.Components;

/// <summary>Where on a title's page a section stands.</summary>
enum TitlePageArea
{
    /// <summary>Numbers under the logline: <c>div &gt; dt + dd</c>.</summary>
    Scores,

    /// <summary>Buttons under the numbers.</summary>
    Actions,

    /// <summary>The seasons of a show, instead of their plain list.</summary>
    Seasons,

    /// <summary>The wide column, beside the facts.</summary>
    Main,

    /// <summary>Panels at the side.</summary>
    Aside,

    /// <summary>Rows over the whole width, at the end.</summary>
    Below,
}

/// <summary>
/// A feature's own section of the title page. The catalogue owns the page and knows no other feature; those that have something
/// to say about a title register a component with one parameter, <c>TitleId</c>.
/// </summary>
sealed record TitlePageSection(TitlePageArea Area, int Order, Type Component);

static class TitlePageSections
{
    public static IServiceCollection AddTitlePageSection<TComponent>(this IServiceCollection services, TitlePageArea area, int order = 0)
        where TComponent : IComponent => services.AddSingleton(new TitlePageSection(area, order, typeof(TComponent)));
}

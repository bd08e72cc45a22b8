using Microsoft.AspNetCore.Components;

namespace Marquee.Ui.Components;

/// <summary>A feature's own rows on the front page, before the recommended ones. The page knows no other feature; those that have something to go on with register a component.</summary>
sealed record HomeSection(int Order, Type Component);

static class HomeSections
{
    public static IServiceCollection AddHomeSection<TComponent>(this IServiceCollection services, int order = 0)
        where TComponent : IComponent => services.AddSingleton(new HomeSection(order, typeof(TComponent)));
}

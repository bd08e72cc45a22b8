using Marquee.Ui.Layout;
using Marquee.Ui.Posters;
using Microsoft.AspNetCore.ResponseCompression;

namespace Marquee.Ui;

/// <summary>The design system: the shell of every page, its styles and script, generated artwork, and the display settings.</summary>
static class UiFeature
{
    public static void AddUi(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.Configure<ResponseCompressionOptions>(options =>
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"]);
    }

    public static void MapUi(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPosters();
        app.MapDisplay();
        app.MapRazorComponents<App>();
    }
}

using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marquee.Platform.Access;
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
        // "½" and "’" as themselves; only what could be markup is escaped.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.Configure<ResponseCompressionOptions>(options =>
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"]);
    }

    public static void MapUi(this WebApplication app)
    {
        app.MapStaticAssets().ForEveryone();
        app.MapPosters();
        app.MapDisplay();
        // Pages say themselves whom they are for; the framework's own route does not.
        app.MapRazorComponents<App>().Add(page =>
        {
            if (page is RouteEndpointBuilder { RoutePattern.RawText: "/_framework/opaque-redirect" })
                page.Metadata.Add(new AccessRule(Audience.Everyone, []));
        });
    }
}

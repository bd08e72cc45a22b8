using System.Text.Encodings.Web;
using System.Text.Unicode;
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
        app.MapStaticAssets();
        app.MapPosters();
        app.MapDisplay();
        app.MapRazorComponents<App>();
    }
}

using Marquee.Platform;
using Marquee.Platform.Access;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Ui.Layout;

/// <summary>The form of <see cref="DisplayMenu"/>: keeps the settings and goes back to where one was.</summary>
static class DisplayEndpoint
{
    public static void MapDisplay(this IEndpointRouteBuilder app) =>
        app.MapPost("/display", ([FromForm] string? theme, [FromForm] string? contrast, [FromForm] string? back, HttpContext http) =>
        {
            DisplaySettings.From(theme, contrast).Keep(http);
            return SeeOther.To(back, otherwise: "/");
        }).ForEveryone().ExcludeFromDescription();
}

using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Profiles.Settings;

/// <summary>The forms of the settings of a profile.</summary>
static class ProfileSettings
{
    public static void MapProfileSettings(this IEndpointRouteBuilder app)
    {
        var settings = app.MapGroup("/settings").WithOrder(-1).GrownupsOnly().ExcludeFromDescription();
        settings.MapPost("/profile", (
            [FromForm(Name = "display_name")] string? name, [FromForm] string? bio, [FromForm] string? location, [FromForm(Name = "time_zone")] string? zone, [FromForm] string? links,
            EditProfile edit, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<ProfilePage>(http, async () =>
            {
                var caller = Caller.Of(http);
                await edit.ChangeAsync(caller.Account!.Value, caller.Profile!.Value, new ProfileChange(name ?? "", bio ?? "", location ?? "", zone ?? "", (links ?? "").Split('\n')), cancel);
                Notice.Say(http, "Saved.");
                return SeeOther.To("/settings/profile", "/");
            }));
        settings.MapPost("/privacy", async ([FromForm] string? visibility, EditProfile edit, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            var asked = EditProfile.Sections.Where(section => http.Request.Form.ContainsKey(section.Field)).ToDictionary(section => section.Field, section => (string?)http.Request.Form[section.Field]);
            await edit.SetVisibilityAsync(caller.Account!.Value, caller.Profile!.Value, asked, cancel);
            Notice.Say(http, "Saved.");
            return SeeOther.To("/settings/privacy", "/");
        });
    }
}

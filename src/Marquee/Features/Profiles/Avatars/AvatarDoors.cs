using Marquee.Features.Profiles.Settings;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Profiles.Avatars;

/// <summary>Pictures out and in. Whoever knows a picture's address has been shown it by a page that may.</summary>
static class AvatarDoors
{
    public static void MapAvatars(this IEndpointRouteBuilder app)
    {
        app.MapGet("/avatar/{hash}", async (string hash, Avatar avatar, HttpContext http, CancellationToken cancel) =>
        {
            if (await avatar.FindAsync(hash, cancel) is not { } file) return Results.NotFound();
            // The address is of these bytes: they never change. For this browser only, so that a picture that is gone is gone.
            http.Response.Headers.CacheControl = "private, max-age=604800, immutable";
            http.Response.Headers.ContentDisposition = "inline";
            return Results.Bytes(file.Body, file.ContentType);
        }).ForEveryone().ExcludeFromDescription();

        app.MapPost("/settings/profile/avatar", (Avatar avatar, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<ProfilePage>(http, async () =>
        {
            var caller = Caller.Of(http);
            // Read here and not bound, so that whoever sends something else meets the rule first. Its token was looked at on the way.
            var file = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(cancel)).Files["file"] : null;
            await using var upload = file?.OpenReadStream() ?? throw new Invalid("avatar_missing", "Choose a picture first.", "file");
            await avatar.KeepAsync(caller.Account!.Value, caller.Profile!.Value, upload, cancel);
            Notice.Say(http, "That is your picture now.");
            return SeeOther.To("/settings/profile", "/");
        })).WithOrder(-1).GrownupsOnly().ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(Avatar.MostSent + 65536));
        app.MapPost("/settings/profile/avatar/remove", async ([FromForm] string? form, Avatar avatar, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            await avatar.RemoveAsync(caller.Account!.Value, caller.Profile!.Value, cancel);
            return SeeOther.To("/settings/profile", "/");
        }).GrownupsOnly().ExcludeFromDescription();
    }
}

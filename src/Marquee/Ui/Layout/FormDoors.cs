using Marquee.Platform;
using Marquee.Platform.Access;

namespace Marquee.Ui.Layout;

/// <summary>What every form that changes a profile's things does.</summary>
static class FormDoors
{
    /// <summary>A group of forms: one that was sent before, as a browser does after a lost connection, leads where it led and changes nothing.</summary>
    public static RouteGroupBuilder MapForms(this IEndpointRouteBuilder app, string path = "") =>
        app.MapGroup(path).ForOwnThings().ExcludeFromDescription().AddEndpointFilter(async (call, next) =>
        {
            try
            {
                return await next(call);
            }
            catch (AlreadyDone)
            {
                Notice.Say(call.HttpContext, "That was saved already.");
                return SeeOther.To(call.HttpContext.Request.Form["back"], otherwise: "/");
            }
        });
}

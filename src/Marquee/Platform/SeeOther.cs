namespace Marquee.Platform;

/// <summary>Where a form sends its reader afterwards: 303, so that a reload does not post again.</summary>
static class SeeOther
{
    /// <summary>To <paramref name="address"/> when it is one of ours, else to <paramref name="otherwise"/>: a form field must not send anybody away.</summary>
    public static IResult To(string? address, string otherwise)
    {
        var ours = address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : otherwise;
        return new Redirect(ours);
    }

    sealed class Redirect(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}

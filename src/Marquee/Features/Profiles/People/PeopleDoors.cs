using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Profiles.People;

static class PeopleDoors
{
    public static void MapPeople(this IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/profiles/{id}", async (ProfileId id, FindPerson find, CurrentProfile current, CancellationToken cancel) =>
            Envelope.Of(await find.HandleAsync(await current.FindAsync(cancel), id, cancel)))
        .RequireScope(Scopes.Read).WithTags("Profiles").WithSummary("A profile, as far as it is open to whoever asks").ProducesProblem(404);
}

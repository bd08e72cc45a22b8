using Marquee.Data;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Accounts.Outbox;

/// <summary>A letter in the outbox.</summary>
/// <param name="Body">Empty once it was carried: the links in it are nobody's business then.</param>
/// <param name="Error">Why it could not be carried, the last time that was tried.</param>
sealed record MailView(long Id, string ToAddress, string Subject, string Body, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, int Attempts, string? Error);

/// <summary>What was written to people, for the owner: without SMTP this is where a reset link is read out from.</summary>
sealed class ReadOutbox(Database database)
{
    const int Most = 50;

    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/admin/mails", async (long? before, ReadOutbox outbox, CancellationToken cancel) => Envelope.Of(await outbox.HandleAsync(before, cancel)))
        .OwnersOnly().WithTags("Admin").WithSummary("E-mails that were written, the latest first");

    public async Task<IReadOnlyList<MailView>> HandleAsync(long? before, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<MailView>(
            $"select id, to_address, subject, body, created_at, sent_at, attempts, error from mails where id < @before order by id desc limit {Most}",
            new { before = before ?? long.MaxValue }, cancel);
    }
}

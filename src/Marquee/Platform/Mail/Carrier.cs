using System.Net;
using System.Net.Mail;
using Marquee.Data;

namespace Marquee.Platform.Mail;

/// <summary>Carries waiting e-mails by SMTP; tries again after a minute, then ever more rarely for two days. Without SMTP, in development, it says in the log what was written.</summary>
sealed partial class Carrier(Post post, MarqueeSettings settings, Database database, TimeProvider clock, IHostEnvironment environment, ILogger<Carrier> log) : BackgroundService
{
    const int MostAttempts = 10;
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    long _lastShown;

    sealed record Waiting(long Id, string ToAddress, string Subject, string Body, int Attempts);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (!post.IsCarried && !environment.IsDevelopment()) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (post.IsCarried) await CarryAsync(stoppingToken);
                else await ShowAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CouldNot(e.Message);
            }

            await post.RungAsync(TimeSpan.FromSeconds(20), stoppingToken);
        }
    }

    async Task CarryAsync(CancellationToken cancel)
    {
        while (await TakeAsync(cancel) is { } letter)
        {
            try
            {
                await SendAsync(letter, cancel);
                await NoteAsync("update mails set sent_at = @now, next_try_at = null, attempts = attempts + 1, error = null, body = '' where id = @Id", letter, null, null, cancel);
            }
            catch (Exception e) when (e is SmtpException or FormatException or IOException or ArgumentException)
            {
                CouldNot(e.Message);
                var next = letter.Attempts + 1 < MostAttempts ? clock.GetUtcNow() + TimeSpan.FromMinutes(Math.Pow(2, letter.Attempts)) : (DateTimeOffset?)null;
                await NoteAsync("update mails set attempts = attempts + 1, next_try_at = @next, error = @error where id = @Id", letter, next, e.Message, cancel);
            }
        }
    }

    // Leased before it is sent, so that another node does not send it too; a node that dies gives it back by time.
    Task<Waiting?> TakeAsync(CancellationToken cancel) => database.WriteAsync(connection => connection.FirstAsync<Waiting>(
        $"""
        update mails set next_try_at = @until
        where id = (select id from mails where next_try_at <= @now order by next_try_at limit 1{(database.Dialect.IsSqlite ? "" : " for update skip locked")})
        returning id, to_address, subject, body, attempts
        """, new { now = clock.GetUtcNow(), until = clock.GetUtcNow() + Lease }, cancel), cancel);

    Task NoteAsync(string sql, Waiting letter, DateTimeOffset? next, string? error, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.ExecuteAsync(sql, new { letter.Id, now = clock.GetUtcNow(), next, error }, cancel), cancel);

    async Task SendAsync(Waiting letter, CancellationToken cancel)
    {
        var server = settings.Smtp!;
        var login = Uri.UnescapeDataString(server.UserInfo).Split(':', 2);
        var from = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(server.Query).TryGetValue("from", out var named) ? named.ToString() : $"marquee@{server.Host}";
        using var client = new SmtpClient(server.Host, server.Port > 0 ? server.Port : 587)
        {
            EnableSsl = server.Scheme == "smtps",
            Credentials = login is [{ Length: > 0 } user, var password] ? new NetworkCredential(user, password) : null,
        };
        using var message = new MailMessage(from, letter.ToAddress, letter.Subject, letter.Body.ReplaceLineEndings("\r\n"))
        {
            BodyEncoding = System.Text.Encoding.UTF8,
            // The other encodings of this client break long links, or line ends.
            BodyTransferEncoding = System.Net.Mime.TransferEncoding.Base64,
        };
        await client.SendMailAsync(message, cancel);
    }

    async Task ShowAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        foreach (var letter in await connection.QueryAsync<Waiting>("select id, to_address, subject, body, attempts from mails where id > @last order by id", new { last = _lastShown }, cancel))
        {
            Written(letter.ToAddress, letter.Subject, letter.Body);
            _lastShown = letter.Id;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An e-mail could not be sent: {Reason}")]
    partial void CouldNot(string reason);

    [LoggerMessage(LogLevel.Information, "E-mail to {To}: {Subject}\n{Body}")]
    partial void Written(string to, string subject, string body);
}

using System.Data.Common;
using Marquee.Data;

namespace Marquee.Platform.Mail;

/// <summary>An e-mail, in plain words.</summary>
/// <param name="To">The address.</param>
public sealed record Letter(string To, string Subject, string Body);

/// <summary>
/// E-mails are written into the outbox in the transaction of what they tell of, and carried from there: by SMTP where that is set up.
/// Where it is not they stay, for the owner to read out.
/// </summary>
public sealed class Post(MarqueeSettings settings, TimeProvider clock) : IDisposable
{
    const int MostInAnHour = 5;

    readonly SemaphoreSlim _bell = new(0);

    /// <summary>Whether e-mails reach anybody: only then may something be demanded that needs one.</summary>
    public bool IsCarried => settings.Smtp is not null;

    public async Task WriteAsync(DbConnection connection, Letter letter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(
            "insert into mails (to_address, subject, body, created_at, next_try_at) values (@To, @Subject, @Body, @now, @next)",
            new { letter.To, letter.Subject, letter.Body, now, next = IsCarried ? now : (DateTimeOffset?)null }, cancel);
    }

    /// <summary>The same for letters that anybody can cause: beyond five in an hour nothing is written, so that nobody's letter box is filled through us.</summary>
    public async Task WriteLimitedAsync(DbConnection connection, Letter letter, CancellationToken cancel)
    {
        var lately = await connection.ScalarAsync<long>(
            "select count(*) from mails where to_address = @To and created_at > @hour", new { letter.To, hour = clock.GetUtcNow().AddHours(-1) }, cancel);
        if (lately < MostInAnHour)
            await WriteAsync(connection, letter, cancel);
    }

    /// <summary>Says, after the transaction, that there is something to carry.</summary>
    public void Ring()
    {
        if (_bell.CurrentCount == 0)
            _bell.Release();
    }

    internal Task<bool> RungAsync(TimeSpan orAfter, CancellationToken cancel) => _bell.WaitAsync(orAfter, cancel);

    public void Dispose() => _bell.Dispose();
}

using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.SigningIn;

/// <summary>
/// Slows down who guesses: by account and by address, first not at all, then twice as long after each failure. An attempt counts as a
/// failure when it begins and is forgiven when it succeeds, so that a hundred at once are a hundred.
/// </summary>
sealed class Attempts(Database database, TimeProvider clock)
{
    const int FreeForAccount = 5, FreeForAddress = 50;
    static readonly TimeSpan Forgotten = TimeSpan.FromHours(6), Longest = TimeSpan.FromMinutes(15);

    sealed record Row(int Failures, DateTimeOffset LastAt, DateTimeOffset FreeAt);

    /// <exception cref="TooMany">One has to wait; the attempt was not made.</exception>
    public async Task BeginAsync(string account, HttpContext http, CancellationToken cancel)
    {
        var wait = await database.WriteAsync(async connection =>
        {
            var longest = TimeSpan.Zero;
            var subjects = Subjects(account, http);
            foreach (var (subject, _) in subjects)
            {
                await connection.AloneAsync(database.Dialect, subject, cancel);
                var free = await connection.ScalarAsync<long?>("select free_at from attempts where subject = @subject", new { subject }, cancel);
                var left = free is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) - clock.GetUtcNow() : TimeSpan.Zero;
                longest = left > longest ? left : longest;
            }

            if (longest > TimeSpan.Zero) return longest;
            foreach (var (subject, free) in subjects)
                await CountAsync(connection, subject, free, cancel);
            return TimeSpan.Zero;
        }, cancel);
        if (wait > TimeSpan.Zero)
            throw new TooMany("too_many_attempts", "Too many attempts. Wait a little, then try again.", wait);
    }

    /// <summary>The attempt was good: the account's failures are forgotten, and this one of the address.</summary>
    public Task SucceededAsync(string account, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var subjects = Subjects(account, http);
        await connection.ExecuteAsync("delete from attempts where subject = @subject", new { subject = subjects[0].Subject }, cancel);
        await connection.ExecuteAsync("update attempts set failures = failures - 1 where subject = @subject and failures > 0", new { subject = subjects[1].Subject }, cancel);
    }, cancel);

    async Task CountAsync(System.Data.Common.DbConnection connection, string subject, int free, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var row = await connection.FirstAsync<Row>("select failures, last_at, free_at from attempts where subject = @subject", new { subject }, cancel);
        var failures = row is null || now - row.LastAt > Forgotten ? 1 : row.Failures + 1;
        await connection.ExecuteAsync(
            """
            insert into attempts (subject, failures, last_at, free_at) values (@subject, @failures, @now, @until)
            on conflict (subject) do update set failures = excluded.failures, last_at = excluded.last_at, free_at = excluded.free_at
            """, new { subject, failures, now, until = now + Delay(failures - free) }, cancel);
    }

    /// <summary>Nothing, 1 s, 2 s, 4 s … a quarter of an hour.</summary>
    static TimeSpan Delay(int beyond) => beyond < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(beyond, 20))));

    // Hashed: the table says nothing about who has an account, or from where somebody came. The account first.
    static (string Subject, int Free)[] Subjects(string account, HttpContext http) =>
        [(Secrets.Hash("account:" + account.Trim().ToUpperInvariant()), FreeForAccount), (Secrets.Hash("address:" + CredentialLimits.Network(http)), FreeForAddress)];
}

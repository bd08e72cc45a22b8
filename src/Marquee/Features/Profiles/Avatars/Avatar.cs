using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Platform.Errors;
using Marquee.Platform.Pictures;

namespace Marquee.Features.Profiles.Avatars;

sealed record AvatarFile(string ContentType, byte[] Body);

/// <summary>
/// A profile's picture. Known by its content, drawn anew by libvips where the machine has it; else kept as it is when it is small and well built, without
/// its metadata. One to a profile, which is the quota.
/// </summary>
sealed class Avatar(Database database, TimeProvider clock)
{
    public const int Side = 256;

    /// <summary>Of an upload, and of what is kept as it is; in bytes.</summary>
    public const int MostSent = 5 << 20, MostKept = 256 << 10;
    const int LongestSide = 12_000, LongestKept = 2048;

    /// <returns>The picture's hash, which is its address.</returns>
    /// <exception cref="Invalid">Too large, or no picture that we take.</exception>
    public async Task<string> KeepAsync(AccountId account, ProfileId profile, Stream upload, CancellationToken cancel)
    {
        var sent = await ReadAsync(upload, cancel);
        if (Picture.Of(sent) is not { } picture)
            throw new Invalid("avatar_not_a_picture", "That is no JPEG, PNG or WebP picture.", "file");
        if (picture.Width > LongestSide || picture.Height > LongestSide || (long)picture.Width * picture.Height > 60_000_000)
            throw new Invalid("avatar_too_large", "That picture has too many pixels. Send a smaller one.", "file");

        // Built as it should be to its end: a library that forgives would draw half a picture.
        var plain = WithoutMetadata.Of(picture, sent) ?? throw Broken();
        var (type, body) = Vips.IsThere
            ? ("image/webp", Vips.Cropped(sent, Side, Side) ?? throw Broken())
            : (picture.ContentType, AsItIs(picture, plain));
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. body, .. BitConverter.GetBytes(profile.Value)]));
        await database.WriteAsync(async connection =>
        {
            if (await connection.ExecuteAsync("update profiles set avatar = @hash where id = @profile and account_id = @account", new { hash, profile, account }, cancel) == 0)
                throw new NotFound("profile_not_found", "There is no such profile in your account.");
            await connection.ExecuteAsync(
                """
                insert into avatars (profile_id, hash, content_type, body, kept_at) values (@profile, @hash, @type, @body, @now)
                on conflict (profile_id) do update set hash = excluded.hash, content_type = excluded.content_type, body = excluded.body, kept_at = excluded.kept_at
                """, new { profile, hash, type, body, now = clock.GetUtcNow() }, cancel);
        }, cancel);
        return hash;
    }

    public Task RemoveAsync(AccountId account, ProfileId profile, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        if (await connection.ExecuteAsync("update profiles set avatar = null where id = @profile and account_id = @account", new { profile, account }, cancel) == 1)
            await connection.ExecuteAsync("delete from avatars where profile_id = @profile", new { profile }, cancel);
    }, cancel);

    public async Task<AvatarFile?> FindAsync(string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<AvatarFile>("select content_type, body from avatars where hash = @hash", new { hash }, cancel);
    }

    static byte[] AsItIs(Picture picture, byte[] plain) => plain.Length <= MostKept && picture.Width <= LongestKept && picture.Height <= LongestKept
        ? plain
        : throw new Invalid("avatar_too_large", $"This server cannot make pictures smaller. Send one of at most {MostKept >> 10} KB and {LongestKept} pixels a side.", "file");

    static async Task<byte[]> ReadAsync(Stream upload, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await upload.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > MostSent) throw new Invalid("avatar_too_large", $"A picture has at most {MostSent >> 20} MB.", "file");
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    static Invalid Broken() => new("avatar_broken", "That picture cannot be read. Save it again, then send it.", "file");
}

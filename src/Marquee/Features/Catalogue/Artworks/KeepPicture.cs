using System.Globalization;
using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Platform.Errors;
using Marquee.Platform.Pictures;

namespace Marquee.Features.Catalogue.Artworks;

/// <summary>
/// Takes a picture in: known by its content, not by what its sender says; drawn anew as WebP in three widths where libvips is, so that nothing of the file that came is left;
/// else kept as it is without its metadata. The same bytes are kept once, whoever sends them.
/// </summary>
sealed class KeepPicture(Database database, IPictureStore store, TimeProvider clock)
{
    /// <summary>A card, a card on a sharp screen, and a page; in pixels. Posters are two to three.</summary>
    public static readonly IReadOnlyList<int> Widths = [154, 342, 780];

    public const int MostBytes = 10 << 20;
    const int LongestSide = 12_000, MostKeptAsItIs = 512 << 10;
    const long MostPixels = 60_000_000;

    /// <returns>Its hash, which is its address.</returns>
    /// <exception cref="Invalid">It is no picture, a broken one, or too large.</exception>
    /// <exception cref="IOException">The store does not take it.</exception>
    public async Task<string> HandleAsync(byte[] bytes, CancellationToken cancel)
    {
        if (bytes.Length > MostBytes)
            throw new Invalid("picture_too_large", $"A picture has at most {MostBytes >> 20} MB.", "file");
        var picture = Picture.Of(bytes) ?? throw new Invalid("picture_unknown", "That is no JPEG, PNG or WebP picture.", "file");
        if (picture.Width > LongestSide || picture.Height > LongestSide || (long)picture.Width * picture.Height > MostPixels)
            throw new Invalid("picture_too_large", "That picture has too many pixels. Send a smaller one.", "file");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (await IsKeptAsync(hash, cancel))
            return hash;

        // Built as it should be to its end: a library that forgives would draw half a picture.
        var plain = WithoutMetadata.Of(picture, bytes) ?? throw Broken();
        var (type, parts) = Vips.IsThere ? ("image/webp", Drawn(bytes)) : (picture.ContentType, AsItIs(plain));
        foreach (var (width, part) in parts)
            await store.KeepAsync(NameOf(hash, width), part, type, cancel);
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "insert into pictures (hash, content_type, widths, bytes, blur, kept_at) values (@hash, @type, @widths, @bytes, @blur, @now) on conflict (hash) do nothing",
            new
            {
                hash,
                type,
                widths = string.Join(' ', parts.Keys.Where(width => width > 0).Select(width => width.ToString(CultureInfo.InvariantCulture))),
                bytes = parts.Values.Sum(part => (long)part.Length),
                blur = Vips.IsThere && Vips.Cropped(bytes, 8, 12) is { } tiny ? "data:image/webp;base64," + Convert.ToBase64String(tiny) : null,
                now = clock.GetUtcNow(),
            }, cancel), cancel);
        return hash;
    }

    /// <summary>What the store calls a width of a picture; 0 is the picture as it came.</summary>
    public static string NameOf(string hash, int width) => width == 0 ? hash : string.Create(CultureInfo.InvariantCulture, $"{hash}-{width}");

    static Dictionary<int, byte[]> Drawn(byte[] bytes) => Widths.ToDictionary(width => width, width => Vips.Cropped(bytes, width, width * 3 / 2) ?? throw Broken());

    static Dictionary<int, byte[]> AsItIs(byte[] plain) => plain.Length <= MostKeptAsItIs
        ? new() { [0] = plain }
        : throw new Invalid("picture_too_large", $"This server cannot make pictures smaller. Send one of at most {MostKeptAsItIs >> 10} KB.", "file");

    async Task<bool> IsKeptAsync(string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>("select hash from pictures where hash = @hash", new { hash }, cancel) is not null;
    }

    static Invalid Broken() => new("picture_broken", "That picture cannot be read. Save it again, then send it.", "file");
}

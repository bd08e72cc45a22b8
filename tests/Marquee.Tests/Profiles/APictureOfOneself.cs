using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Marquee.Platform.Pictures;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Profiles;

/// <summary>Avatars: known by their bytes, drawn anew, without where they were taken.</summary>
public abstract class APictureOfOneself(ProgramOn program)
{
    const string Where = "GPS 54.35 N 18.65 E";

    [Fact]
    public async Task A_picture_is_kept_without_its_metadata_and_shown_at_the_address_of_its_bytes()
    {
        var visitor = await SignedInAsync();

        using var sent = await SendAsync(visitor, Png(300, 200, withPlace: true), "me.png", "image/png");

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var address = (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("avatar");
        using var shown = await (await program.NewVisitorAsync()).GetAsync(address);
        var bytes = await shown.Content.ReadAsByteArrayAsync();
        Assert.DoesNotContain(Where, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        var picture = Picture.Of(bytes)!;
        Assert.Equal(shown.Content.Headers.ContentType!.MediaType, picture.ContentType);
        if (Vips.IsThere) Assert.Equal(("image/webp", 256, 256), (picture.ContentType, picture.Width, picture.Height));
        Assert.NotNull((await visitor.PageAsync("/")).QuerySelector($".topbar img[src='{address}']"));

        using var removed = await visitor.SendFormAsync("/settings/profile", "/settings/profile/avatar/remove");
        using var gone = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task What_only_says_that_it_is_a_picture_is_refused()
    {
        var visitor = await SignedInAsync();
        byte[][] hostile =
        [
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
            "GIF89a<html><script>alert(1)</script></html>............................"u8.ToArray(),
            Png(60_000, 60_000, withPlace: false),
            Png(300, 200, withPlace: false)[..60],
            [],
        ];

        foreach (var file in hostile)
        {
            using var answer = await SendAsync(visitor, file, "me.png", "image/png");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_picture_of_more_than_five_megabytes_is_refused()
    {
        var visitor = await SignedInAsync();

        using var answer = await SendAsync(visitor, new byte[(5 << 20) + 1], "me.png", "image/png");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public void Without_libvips_an_original_keeps_what_it_draws_and_nothing_else()
    {
        var original = Png(40, 30, withPlace: true);
        Assert.Contains(Where, Encoding.Latin1.GetString(original), StringComparison.Ordinal);

        var kept = WithoutMetadata.Of(Picture.Of(original)!, [.. original, .. "<script>"u8])!;

        Assert.DoesNotContain(Where, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Equal(Picture.Of(original), Picture.Of(kept));
    }

    [Fact]
    public void Nonsense_that_begins_like_a_picture_is_read_without_harm()
    {
        var random = new Random(1895);
        byte[][] heads = [[0xFF, 0xD8, 0xFF, 0xE1], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8X"u8]];
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            byte[] file = [.. heads[i % 3], .. bytes];
            if (Picture.Of(file) is { } picture) WithoutMetadata.Of(picture, file);
        }
    }

    async Task<HttpClient> SignedInAsync()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);
        await visitor.SignInAsync(email);
        return visitor;
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient visitor, byte[] file, string name, string type)
    {
        var page = await visitor.PageAsync("/settings/profile");
        var token = page.QuerySelector("form[action='/settings/profile/avatar'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/settings/profile/avatar") { Content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { part, "file", name } } };
        request.Headers.Accept.ParseAdd("text/html");
        return await visitor.SendAsync(request);
    }

    /// <summary>A PNG as an encoder makes it, grey; very large ones say their size and hold little.</summary>
    static byte[] Png(int width, int height, bool withPlace)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        Chunk("IHDR", head);
        if (withPlace) Chunk("tEXt", Encoding.Latin1.GetBytes("Comment\0" + Where));
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(new byte[Math.Min(1 << 20, (width + 1) * Math.Min(height, 1000))]);
        Chunk("IDAT", packed.ToArray());
        Chunk("IEND", []);
        return file.ToArray();

        void Chunk(string name, byte[] data)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            file.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
            file.Write(number);
        }
    }

    static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : APictureOfOneself(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : APictureOfOneself(program);
}

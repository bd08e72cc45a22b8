using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Marquee.Features.Catalogue.Artworks;
using Marquee.Platform.Jobs;
using Marquee.Platform.Pictures;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Artworks;

/// <summary>TMDB's posters are fetched once and kept; people choose their own; and whatever a server of pictures does, a title has a poster.</summary>
public abstract class KeepingArtwork(DatabaseKind kind)
{
    sealed record Instance(RunningProgram Program, FakePictures Pictures, FakeBucket? Bucket, ShiftedClock Clock) : IAsyncDisposable
    {
        public HttpClient Visitor { get; } = Program.NewVisitor();

        public async Task<long> TitleAsync(string title, string path)
        {
            return await Program.Database.WriteAsync(connection => connection.ExecuteScalarAsync<long>(
                """
                insert into titles (kind, title, sort_title, match_key, year, poster_path, popularity, created_at, metadata_updated_at)
                values ('film', @title, @key, @key, 1995, @path, 1, 1, 1) returning id
                """, new { title, key = title.ToLowerInvariant(), path }));
        }

        public async Task<FetchedArtwork> FetchAsync() => (FetchedArtwork)await Program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "artwork").RunAsync(default);

        public async Task<List<string>> TextsAsync(string sql)
        {
            await using var connection = await Program.Database.OpenAsync();
            return [.. await connection.QueryAsync<string>(sql)];
        }

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            await Pictures.DisposeAsync();
            if (Bucket is not null)
                await Bucket.DisposeAsync();
        }
    }

    async Task<Instance> StartAsync(bool inBucket = false)
    {
        TestDatabase.SkipWithout(kind);
        var (pictures, bucket, clock) = (await FakePictures.StartAsync(), inBucket ? await FakeBucket.StartAsync() : null, new ShiftedClock());
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with
        {
            TmdbKey = "0123456789abcdef",
            TmdbAddress = "http://127.0.0.1:9/",
            TmdbImages = pictures.Address,
            Artwork = bucket?.Setting,
            Clock = clock,
            WorksBehind = false,
        });
        await program.ReadyAsync();
        return new Instance(program, pictures, bucket, clock);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_poster_is_fetched_once_kept_in_three_widths_and_served_for_good(bool inBucket)
    {
        await using var instance = await StartAsync(inBucket);
        var id = await instance.TitleAsync("Heat", "/heat.jpg");
        instance.Pictures.Serve("heat.jpg", FakePictures.Png(800, 1200), "image/jpeg");

        using var before = await instance.Visitor.GetAsync($"/poster/{id}.svg");
        var first = await instance.FetchAsync();
        var second = await instance.FetchAsync();
        using var after = await instance.Visitor.GetAsync($"/poster/{id}.svg");
        var address = after.Headers.Location!.ToString();
        using var shown = await instance.Visitor.GetAsync(address);
        var bytes = await shown.Content.ReadAsByteArrayAsync();
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(shown.Headers.ETag!);
        using var unchanged = await instance.Visitor.SendAsync(again);

        Assert.Equal("image/svg+xml", before.Content.Headers.ContentType!.MediaType);
        Assert.Equal((1, 0, 0, 0), (first.Kept, first.Failed, second.Kept, second.Failed));
        Assert.Single(instance.Pictures.Asked);
        Assert.Equal("/w780/heat.jpg", instance.Pictures.Asked.First());
        Assert.Contains("immutable", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Contains(address, await instance.Visitor.GetStringAsync("/discover/popular"), StringComparison.Ordinal);
        if (Vips.IsThere)
        {
            var widths = new List<int>();
            foreach (var width in KeepPicture.Widths)
                widths.Add(Picture.Of(await instance.Visitor.GetByteArrayAsync(address.Replace("/342", $"/{width}", StringComparison.Ordinal)))!.Width);
            Assert.Equal(KeepPicture.Widths, widths);
            Assert.Equal(("image/webp", 342, 513), (Picture.Of(bytes)!.ContentType, Picture.Of(bytes)!.Width, Picture.Of(bytes)!.Height));
            Assert.Contains("data:image/webp;base64,", await instance.Visitor.GetStringAsync("/discover/popular"), StringComparison.Ordinal);
        }

        using var unknownWidth = await instance.Visitor.GetAsync(address.Replace("/342", "/343", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, unknownWidth.StatusCode);
        if (instance.Bucket is { } bucket)
        {
            Assert.Equal(0, bucket.Refused);
            Assert.Equal(Vips.IsThere ? 3 : 1, bucket.Kept.Count);
            // The store away: nobody's cache hears of it, and the page still stands.
            bucket.IsDown = true;
            using var away = await instance.Visitor.GetAsync(address);
            Assert.Equal((HttpStatusCode.NotFound, true), (away.StatusCode, away.Headers.CacheControl!.NoStore));
            Assert.Equal(HttpStatusCode.OK, (await instance.Visitor.GetAsync($"/titles/{id}")).StatusCode);
        }
    }

    [Fact]
    public async Task A_server_that_is_slow_cut_lying_or_no_server_of_pictures_leaves_the_generated_poster_and_is_asked_again_later()
    {
        await using var instance = await StartAsync();
        var png = FakePictures.Png(400, 600);
        instance.Pictures.Serve("page.jpg", "<html><script>alert(1)</script></html>............................"u8.ToArray(), "image/jpeg");
        instance.Pictures.Serve("half.png", png[..(png.Length / 2)]);
        instance.Pictures.Serve("huge.png", new byte[KeepPicture.MostBytes + 1]);
        instance.Pictures.Serve("bomb.png", [.. FakePictures.Png(8, 8)[..16], 0, 1, 0, 0, 0, 1, 0, 0, .. FakePictures.Png(8, 8)[24..]]);
        instance.Pictures.Answers["cut.png"] = async http =>
        {
            http.Response.ContentLength = png.Length;
            await http.Response.Body.WriteAsync(png.AsMemory(0, 100));
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        instance.Pictures.Answers["error.png"] = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        instance.Pictures.Answers["elsewhere.png"] = http =>
        {
            http.Response.Redirect("http://127.0.0.1:9/secret.png");
            return Task.CompletedTask;
        };
        instance.Pictures.Answers["slow.png"] = http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
        string[] paths = ["/page.jpg", "/half.png", "/huge.png", "/bomb.png", "/cut.png", "/error.png", "/elsewhere.png", "/slow.png"];
        foreach (var path in paths)
            await instance.TitleAsync("Title of " + path, path);
        var away = await instance.TitleAsync("Away", "//evil.example/x.png");

        var run = await instance.FetchAsync();
        var atOnce = await instance.FetchAsync();
        using var shown = await instance.Visitor.GetAsync($"/poster/{away}.svg");
        instance.Pictures.Serve("half.png", png);
        instance.Clock.Shift += TimeSpan.FromHours(3);
        var later = await instance.FetchAsync();

        Assert.Equal((0, paths.Length + 1), (run.Kept, run.Failed));
        Assert.Equal((0, 0), (atOnce.Kept, atOnce.Failed));
        Assert.Equal("image/svg+xml", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, later.Kept);
        Assert.Equal(paths.Length + 1, (await instance.TextsAsync("select source from title_artwork")).Count);
        Assert.DoesNotContain(instance.Pictures.Asked, path => path.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_chooses_a_poster_for_themselves_and_nobody_else_sees_it()
    {
        await using var instance = await StartAsync();
        var id = await instance.TitleAsync("Heat", "/heat.jpg");
        using var member = await SignedInAsync(instance);
        using var other = instance.Program.NewVisitor();

        using var chosen = await PutAsync(member, $"/api/v1/titles/{id}/poster", FakePictures.Png(600, 900, 200));
        var address = (await chosen.JsonAsync()).GetProperty("data").Text("poster");
        using var mine = await member.GetAsync($"/poster/{id}.svg");
        using var theirs = await other.GetAsync($"/poster/{id}.svg");
        using var forAll = await PutAsync(other, $"/api/v1/titles/{id}/poster?for=everybody", FakePictures.Png(600, 900));
        using var noPicture = await PutAsync(member, $"/api/v1/titles/{id}/poster", "<svg onload='alert(1)'/>............................................."u8.ToArray());
        using var removed = await member.DeleteAsync($"/api/v1/titles/{id}/poster");
        using var gone = await member.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        Assert.Equal(address, mine.Headers.Location!.ToString());
        Assert.True(mine.Headers.CacheControl!.Private);
        Assert.Equal("image/svg+xml", theirs.Content.Headers.ContentType!.MediaType);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity), (forAll.StatusCode, noPicture.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode));
        Assert.Empty(await instance.TextsAsync("select hash from pictures"));
    }

    [Fact]
    public async Task There_is_a_quota_and_an_admin_chooses_for_everybody()
    {
        await using var instance = await StartAsync();
        using var owner = await SignedInAsync(instance);
        using var member = await SignedInAsync(instance);
        using var nobody = instance.Program.NewVisitor();
        var id = await instance.TitleAsync("Heat", "/heat.jpg");
        using var everybody = await PutAsync(owner, $"/api/v1/titles/{id}/poster?for=everybody", FakePictures.Png(600, 900));
        var fetched = await instance.FetchAsync();
        using var shown = await nobody.GetAsync($"/poster/{id}.svg");
        await instance.Program.Database.WriteAsync(async connection =>
        {
            var profile = await connection.ExecuteScalarAsync<long>("select max(id) from profiles");
            await connection.ExecuteAsync("insert into pictures (hash, content_type, widths, bytes, kept_at) values ('full', 'image/webp', '342', @bytes, 1)", new { bytes = CustomPosters.MostBytes });
            var other = await connection.ExecuteScalarAsync<long>(
                "insert into titles (kind, title, sort_title, match_key, created_at, metadata_updated_at) values ('film', 'Other', 'other', 'other', 1, 1) returning id");
            await connection.ExecuteAsync("insert into custom_posters (profile_id, title_id, hash, kept_at) values (@profile, @other, 'full', 1)", new { profile, other });
        });

        using var full = await PutAsync(member, $"/api/v1/titles/{id}/poster", FakePictures.Png(600, 900, 10));

        Assert.Equal(HttpStatusCode.OK, everybody.StatusCode);
        Assert.Equal(0, fetched.Kept + fetched.Failed);
        Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "poster_quota"), (full.StatusCode, (await full.JsonAsync()).Text("code")));
    }

    [Fact]
    public async Task The_page_takes_a_poster_and_gives_it_back()
    {
        await using var instance = await StartAsync();
        var id = await instance.TitleAsync("Heat", "/heat.jpg");
        using var member = instance.Program.NewVisitor();
        var page = await member.PageAsync($"/titles/{id}");
        var token = page.QuerySelector($"form[action='/titles/{id}/poster'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(FakePictures.Png(300, 450)), "file", "me.png" } };

        using var sent = await member.PostAsync($"/titles/{id}/poster", form);
        var after = await member.PageAsync($"/titles/{id}");

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.StartsWith("/art/", after.QuerySelector(".hero .poster img:not(.blur)")!.GetAttribute("src"), StringComparison.Ordinal);
        using var removed = await member.SendFormAsync($"/titles/{id}", $"/titles/{id}/poster/remove", ("for", "me"));
        Assert.StartsWith("/poster/", (await member.PageAsync($"/titles/{id}")).QuerySelector(".hero .poster img")!.GetAttribute("src"), StringComparison.Ordinal);
    }

    static async Task<HttpClient> SignedInAsync(Instance instance) => instance.Program.With((await instance.Program.NewVisitor().RegisterAsync()).Access());

    static Task<HttpResponseMessage> PutAsync(HttpClient who, string path, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return who.PutAsync(path, content);
    }

    public sealed class On_Sqlite() : KeepingArtwork(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : KeepingArtwork(DatabaseKind.PostgreSql);
}

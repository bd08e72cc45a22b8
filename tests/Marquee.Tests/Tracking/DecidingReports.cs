using System.Net;
using Marquee.Tests.Access;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>What somebody reports, those who run the server see and decide.</summary>
public abstract class DecidingReports(DatabaseKind kind)
{
    [Fact]
    public async Task What_is_withheld_only_its_author_still_sees_and_what_is_kept_comes_back()
    {
        TestDatabase.SkipWithout(kind);
        await using var house = await House.BuildAsync(kind);
        using var admin = await house.AsAsync(Persona.Admin);
        using var author = await house.AsAsync(Persona.Stranger);
        using var reader = await house.AsAsync(Persona.Friend);
        var review = "/api/v1/reviews/" + (await author.PostDataAsync("/api/v1/titles/19/reviews", new { body = "Buy your toys at my shop, half price.", rating = 5, visibility = "public" })).Text("id");
        var comment = (await author.PostDataAsync(review + "/comments", new { body = "At my shop, I said." })).Text("id");
        await ReportAsync(reader, review, new { reason = "spam" });
        await ReportAsync(admin, review, new { reason = "abuse", note = "And again" });
        await ReportAsync(reader, review, new { reason = "spam", comment_id = long.Parse(comment, System.Globalization.CultureInfo.InvariantCulture) });
        var open = (await admin.GetDataAsync("/api/v1/admin/reports")).EnumerateArray().ToList();
        Assert.Equal(["spam", "abuse", "spam"], open.Select(r => r.Text("reason")));

        // One decision answers both reports of the review.
        await DecideAsync(admin, open[0].Text("id"), "withhold");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reader, review));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(author, review));
        var left = Assert.Single((await admin.GetDataAsync("/api/v1/admin/reports")).EnumerateArray());
        await DecideAsync(admin, left.Text("id"), "keep");

        Assert.Equal(0, (await admin.GetDataAsync("/api/v1/admin/reports")).GetArrayLength());
        using var twice = await admin.SendJsonAsync(HttpMethod.Post, $"/api/v1/admin/reports/{left.Text("id")}", new { decision = "keep" });
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    static async Task ReportAsync(HttpClient visitor, string review, object report)
    {
        using var answer = await visitor.SendJsonAsync(HttpMethod.Post, review + "/report", report);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    static async Task DecideAsync(HttpClient admin, string id, string decision)
    {
        using var answer = await admin.SendJsonAsync(HttpMethod.Post, $"/api/v1/admin/reports/{id}", new { decision });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.StatusCode;
    }

    public sealed class On_Sqlite() : DecidingReports(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : DecidingReports(DatabaseKind.PostgreSql);
}

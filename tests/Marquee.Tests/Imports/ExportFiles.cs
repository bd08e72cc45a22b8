using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>Export files as services write them, and the two ways to send one.</summary>
static class ExportFiles
{
    public const string Ratings = "Date,Name,Year,Letterboxd URI,Rating\n";
    public const string Diary = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";
    public const string Films = "Date,Name,Year,Letterboxd URI\n";
    public const string Imdb = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n";

    /// <summary>Two hundred films as Letterboxd writes them; three are younger than the sample catalogue.</summary>
    public static string TwoHundredRatings { get; } = File.ReadAllText(Path.Combine(Root, "tests", "Importers.Tests", "Fixtures", "letterboxd-ratings.csv"));

    public static byte[] LetterboxdZip(string? ratings = null, string? diary = null, string? watched = null, string? watchlist = null) => Zip(
        [.. new[] { ("ratings.csv", ratings), ("diary.csv", diary), ("watched.csv", watched), ("watchlist.csv", watchlist) }
            .Where(file => file.Item2 is not null).Select(file => (file.Item1, Encoding.UTF8.GetBytes(file.Item2!)))]);

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return stream.ToArray();
    }

    /// <summary>Sends a file to the API.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient visitor, byte[] bytes, string fileName, string query = "")
    {
        using var form = Form(bytes, fileName);
        return await visitor.PostAsync("/api/v1/imports" + query, form);
    }

    public static Task<HttpResponseMessage> SendAsync(this HttpClient visitor, string text, string fileName, string query = "") =>
        visitor.SendAsync(Encoding.UTF8.GetBytes(text), fileName, query);

    /// <summary>Sends a file to the API and gives its <c>data</c>.</summary>
    public static async Task<JsonElement> BringInAsync(this HttpClient visitor, byte[] bytes, string fileName)
    {
        using var answer = await visitor.SendAsync(bytes, fileName);
        var json = await answer.JsonAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, $"{(int)answer.StatusCode}: {json}");
        return json.GetProperty("data");
    }

    public static Task<JsonElement> BringInAsync(this HttpClient visitor, string text, string fileName) =>
        visitor.BringInAsync(Encoding.UTF8.GetBytes(text), fileName);

    /// <summary>Sends a file as the page's form does, token and all.</summary>
    public static async Task<HttpResponseMessage> DropAsync(this HttpClient visitor, byte[] bytes, string fileName, bool withToken = true)
    {
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/import"));
        using var form = Form(bytes, fileName);
        if (withToken)
            form.Add(new StringContent(page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
        using var request = new HttpRequestMessage(HttpMethod.Post, page.QuerySelector("main form")!.GetAttribute("action")) { Content = form };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await visitor.SendAsync(request);
    }

    public static IReadOnlyList<int> Counts(this JsonElement data) =>
        [.. new[] { "rows_read", "matched", "unsure", "unmatched", "refused" }.Select(name => data.GetProperty("import").GetProperty(name).GetInt32())];

    static MultipartFormDataContent Form(byte[] bytes, string fileName) => new() { { new ByteArrayContent(bytes), "file", fileName } };

    static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Marquee.slnx")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }
}

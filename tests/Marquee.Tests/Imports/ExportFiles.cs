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

    /// <summary>Sends a file to the API and brings it in at once; what is not in the catalogue is left out unless the query says otherwise.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient visitor, byte[] bytes, string fileName, string query = "")
    {
        using var form = Form(bytes, fileName);
        var more = query.Contains("unmatched=", StringComparison.Ordinal) ? "commit=true" : "commit=true&unmatched=leave";
        return await visitor.PostAsync($"/api/v1/imports{(query.Length == 0 ? "?" : query + "&")}{more}", form);
    }

    /// <summary>Sends a file to the API and gives the preview.</summary>
    public static async Task<JsonElement> PreviewAsync(this HttpClient visitor, byte[] bytes, string fileName, string? reading = null)
    {
        using var form = Form(bytes, fileName);
        if (reading is not null)
            form.Add(new StringContent(reading), "reading");
        using var answer = await visitor.PostAsync("/api/v1/imports?wait=60", form);
        var json = await answer.JsonAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, $"{(int)answer.StatusCode}: {json}");
        Assert.Equal("ready", json.GetProperty("data").GetProperty("import").GetProperty("status").GetString());
        return json.GetProperty("data");
    }

    public static Task<JsonElement> PreviewAsync(this HttpClient visitor, string text, string fileName, string? reading = null) =>
        visitor.PreviewAsync(Encoding.UTF8.GetBytes(text), fileName, reading);

    /// <summary>Brings a preview in.</summary>
    public static async Task<JsonElement> CommitAsync(this HttpClient visitor, JsonElement preview, string query = "?unmatched=leave")
    {
        using var answer = await visitor.PostAsync($"{preview.Address()}/commit{query}&wait=60", null);
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {json}");
        return json.GetProperty("data");
    }

    public static string Address(this JsonElement data) => $"/api/v1/imports/{data.GetProperty("import").GetProperty("id").GetString()}";

    /// <summary>The page at an address, once nobody works on what it shows.</summary>
    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(this HttpClient visitor, string address)
    {
        while (true)
        {
            using var answer = await visitor.GetAsync(address.Split('#')[0]);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {html}");
            var page = new HtmlParser().ParseDocument(html);
            if (page.QuerySelector("[data-follow]") is null)
                return page;
            await Task.Delay(200);
        }
    }

    /// <summary>Sends a form of a page as a browser without script does, with what its reader filled in.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient visitor, AngleSharp.Dom.IElement form, params (string Name, string Value)[] filled)
    {
        var fields = form.QuerySelectorAll("input[type=hidden], input[type=text], input[type=search], input[checked], select").Select(field => (field.GetAttribute("name")!, field switch
        {
            AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value ?? "",
            AngleSharp.Html.Dom.IHtmlInputElement { Type: "checkbox" } => "on",
            _ => field.GetAttribute("value") ?? "",
        })).Where(field => filled.All(other => other.Name != field.Item1)).Concat(filled);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await visitor.SendAsync(request);
    }

    /// <summary>Drops a file on the page, looks at the preview and brings it in; gives the address of what came of it.</summary>
    public static async Task<string> DropAndBringInAsync(this HttpClient visitor, byte[] bytes, string fileName)
    {
        using var posted = await visitor.DropAsync(bytes, fileName);
        var preview = await visitor.PageAsync(posted.Headers.Location!.ToString());
        using var committed = await visitor.SubmitAsync(preview.QuerySelector("form.commit")!, ("unmatched", "leave"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, committed.StatusCode);
        return committed.Headers.Location!.ToString();
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

using Marquee.Importers;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Marquee.Features.Imports;

/// <summary>An export file as a form sends it. It is buffered on disk, never in memory, up to the importers' limit.</summary>
/// <param name="Bytes">The file, seekable; it lives as long as the request.</param>
/// <param name="As">What a film list is, where the sender says so.</param>
/// <param name="Reading">How else it is to be read, as JSON.</param>
sealed record Upload(Stream Bytes, string FileName, string? As, string? Reading)
{
    // Boundaries, headers and the other fields.
    const long FormItself = 64 * 1024;

    // Somebody who is cut off in the middle of sending sees a broken connection and not our sentence: up to here we listen to the end.
    const long HeardOut = 500 * 1024 * 1024;

    const int LongestName = 200;

    public static async Task<Upload> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        if (!http.Request.HasFormContentType)
            throw new Invalid("file_missing", "Send the file as multipart/form-data, in a field called file.", "file");
        var form = await FormAsync(http, cancel);
        if (form.Files.GetFile("file") is not { } file || file.FileName.Length == 0)
            throw new Invalid("file_missing", "Choose a file first: the .zip or .csv that the other service gave you.", "file");
        var readAs = http.Request.Query["as"].FirstOrDefault() ?? form["as"].FirstOrDefault();
        ReadAsOf(readAs);
        return new Upload(file.OpenReadStream(), Name(file.FileName), readAs, form["reading"].FirstOrDefault());
    }

    static async Task<IFormCollection> FormAsync(HttpContext http, CancellationToken cancel)
    {
        var limit = ExportLimits.Default.FileBytes;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = HeardOut;
        try
        {
            if (http.Request.ContentLength > limit + FormItself)
                throw new InvalidDataException();
            return await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = limit }, cancel);
        }
        catch (InvalidDataException) when (http.Request.ContentLength <= limit + FormItself)
        {
            throw new Invalid("file_missing", "The form could not be read. Send the file as multipart/form-data, in a field called file.", "file");
        }
        catch (InvalidDataException)
        {
            if ((http.Request.ContentLength ?? 0) <= HeardOut)
                await http.Request.Body.CopyToAsync(Stream.Null, cancel);
            throw new Invalid("too_large", $"This file is larger than {limit >> 20} MB, more than any history needs. Check that it is the export itself.", "file");
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new Invalid("upload_cut", "The upload broke off before its end. Send the file again.", "file");
        }
    }

    // What a browser calls the file is kept to be shown again; folders and what is no letter on a screen are not.
    static string Name(string fileName)
    {
        var name = string.Concat(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return name.Length switch { 0 => "export", > LongestName => name[^LongestName..], _ => name };
    }

    internal static FilmListKind ReadAsOf(string? word) => word switch
    {
        null or "" => FilmListKind.ByName,
        "watched" => FilmListKind.Watched,
        "watchlist" => FilmListKind.Watchlist,
        "likes" => FilmListKind.Likes,
        _ => throw new Invalid("as_invalid", "A film list is read as 'watched', as 'watchlist' or as 'likes'.", "as"),
    };
}

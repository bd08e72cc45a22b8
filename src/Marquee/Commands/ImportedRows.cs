using System.Text.Json;
using Marquee.Features.Imports;

namespace Marquee.Commands;

/// <summary>The rows of an import for its JSON document. They wait in a file, for there may be two million.</summary>
sealed class ImportedRows : IDisposable
{
    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly FileStream? _waiting;
    bool _isLater;

    public ImportedRows(bool keeps) => _waiting = keeps
        ? new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose)
        : null;

    public void Add(IReadOnlyList<RowSaid> rows)
    {
        if (_waiting is null)
            return;
        using var json = new Utf8JsonWriter(_waiting, Options);
        foreach (var row in rows)
        {
            if (_isLater)
            {
                _waiting.WriteByte((byte)',');
                _waiting.WriteByte((byte)'\n');
            }

            _isLater = true;
            Write(json, row);
            json.Flush();
            json.Reset();
        }
    }

    static void Write(Utf8JsonWriter json, RowSaid row)
    {
        json.WriteStartObject();
        json.WriteNumber("line", row.Line);
        json.WriteString("title", row.Title);
        if (row.Year is { } year)
            json.WriteNumber("year", year);
        else
            json.WriteNull("year");
        json.WriteString("kind", row.Kind);
        json.WriteString("outcome", row.Outcome is RowOutcomes.Refused or RowOutcomes.Ignored ? "skipped" : row.Outcome);
        json.WriteString("title_id", row.TitleId is { } title ? title.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        json.WriteString("reason", row.Reason);
        json.WriteEndObject();
    }

    /// <summary>Writes the one document to standard output.</summary>
    public void Write(ImportedHistory done)
    {
        var count = done.Count;
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("source", done.Source);
            foreach (var (name, number) in new[]
            {
                ("rows", count.Read), ("matched", count.Matched), ("unsure", count.Unsure), ("unmatched", count.Unmatched), ("skipped", count.Skipped), ("plays", count.Plays),
                ("ratings", count.Ratings), ("watchlist", count.Listed), ("reviews", count.Reviews), ("lists", count.Lists), ("new", count.Fresh),
            })
                json.WriteNumber(name, number);
            json.WriteString("profile", done.Profile);
            json.WriteBoolean("profile_created", done.IsNewProfile);
            json.WriteString("message", done.Words);
            json.WritePropertyName("items");
            json.Flush();
            output.WriteByte((byte)'[');
            _waiting!.Flush();
            _waiting.Position = 0;
            _waiting.CopyTo(output);
            output.Write("]}\n"u8);
            output.Flush();
        }
    }

    public void Dispose() => _waiting?.Dispose();
}

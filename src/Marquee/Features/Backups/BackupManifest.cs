using System.Text.Json;
using Marquee.Data.Dump;

namespace Marquee.Features.Backups;

/// <summary>What a backup holds: <c>manifest.json</c> in its archive, described in docs/backups.md.</summary>
/// <param name="Format">Of the archive; a program reads its own and older ones.</param>
/// <param name="Form"><c>sqlite</c>: a copy of the file; <c>portable</c>: rows as text, for any database.</param>
/// <param name="Migrations">The steps of the schema the rows fit.</param>
/// <param name="Database">The copy's hash, where it is one.</param>
/// <param name="LeftOut">What is not in it, in words.</param>
sealed record BackupManifest(
    int Format, string Form, string MadeFrom, DateTimeOffset MadeAt, IReadOnlyList<int> Migrations, IReadOnlyList<BackedUpTable> Tables, IReadOnlyList<BackedUpFile> Files,
    IReadOnlyList<string> LeftOut, BackedUpFile? Database)
{
    public const int CurrentFormat = 1;
    public const string Entry = "manifest.json";
    public const string Sqlite = "sqlite";
    public const string Portable = "portable";

    public static readonly JsonSerializerOptions Json = MakeJson();

    public long Rows => Tables.Sum(table => table.Rows);

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions { WriteIndented = true };
        MarqueeApp.ConfigureJson(json);
        return json;
    }
}

/// <param name="Sha256">Portable: of all its lines. A copy of the file: of the first and last hundred rows.</param>
sealed record BackedUpTable(string Name, IReadOnlyList<ColumnShape> Columns, long Rows, string Sha256)
{
    /// <summary>Rows looked at from either end of a table, where not all are.</summary>
    public const int Ends = 100;

    public string Entry => $"tables/{Name}.jsonl";
}

/// <param name="Path">Below the data folder.</param>
sealed record BackedUpFile(string Path, long Size, string Sha256)
{
    public string Entry => "files/" + Path;
}

using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Marquee.Data;

namespace Marquee.Features.Exports;

/// <summary>
/// What a profile says of itself and has chosen: who may see what, its taste in words, its services, its picture. Whatever column is added to the
/// profile is in it by itself. An import leaves the settings of the profile it goes into alone; this is for people and other programs.
/// </summary>
sealed record ExportProfile(JsonObject Words, (string Name, byte[] Bytes)? Picture)
{
    // Secrets, and numbers that mean something on this server alone.
    static readonly HashSet<string> LeftOut = ["id", "account_id", "token_hash", "pin_hash", "taste_version", "change_seq", "avatar", "last_seen_at"];

    static readonly HashSet<string> Json = ["links", "preferences"];

    public static async Task<ExportProfile> OfAsync(DbConnection connection, ProfileId profile, CancellationToken cancel)
    {
        var words = new JsonObject();
        await using (var row = await connection.ExecuteReaderAsync(new CommandDefinition("select * from profiles where id = @profile", new { profile = profile.Value }, cancellationToken: cancel)))
            if (await row.ReadAsync(cancel))
                for (var column = 0; column < row.FieldCount; column++)
                    if (row.GetName(column) is var name && !LeftOut.Contains(name) && !row.IsDBNull(column))
                        words[name] = Value(name, row.GetValue(column));
        var services = await connection.QueryAsync<string>("select s.name from profile_services p join services s on s.id = p.service_id where p.profile_id = @profile order by s.name", new { profile }, cancel);
        if (services.Count > 0)
            words["services"] = new JsonArray([.. services.Select(name => JsonValue.Create(name))]);
        var picture = await connection.FirstAsync<PictureRow>("select content_type, body from avatars where profile_id = @profile", new { profile }, cancel);
        return new ExportProfile(words, picture is null ? null : ($"picture.{picture.ContentType["image/".Length..]}", picture.Body));
    }

    static JsonNode? Value(string name, object value) => value switch
    {
        string text when Json.Contains(name) => Parsed(text),
        string text => text,
        bool truth => truth,
        long at when name.EndsWith("_at", StringComparison.Ordinal) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        // A flag, as SQLite keeps it.
        long flag when name is "learn_from" or "analytics" => flag == 1,
        long number => number,
        int number => number,
        double number => number,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }

    sealed record PictureRow(string ContentType, byte[] Body);
}

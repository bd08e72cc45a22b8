using System.Text.Json;

namespace Marquee.Commands;

/// <summary>What a command answers on standard output: one JSON document with <c>--json</c>, words otherwise. Progress and logs go to standard error.</summary>
static class Answer
{
    /// <summary>How every document is written.</summary>
    public static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>Writes the one document. Keys are as the record's properties say, in snake_case; a key such as <c>ndcg@10</c> comes from a dictionary.</summary>
    public static void WriteJson<T>(T document)
    {
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, document, Json);
        output.WriteByte((byte)'\n');
    }

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        MarqueeApp.ConfigureJson(json);
        json.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never;
        return json;
    }
}

using System.Globalization;
using System.Text.Json;

namespace Marquee.Providers;

/// <summary>Reads JSON of others without trusting it: what is missing, empty or of another kind is null, never an exception.</summary>
static class JsonReading
{
    /// <summary>A text; an empty one says as little as a missing one.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    public static long? Number(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && Math.Abs(number) < 1e15 => (long)number,
        { ValueKind: JsonValueKind.String } value when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static int? Count(this JsonElement json, string name) => json.Number(name) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    public static double? Figure(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { ValueKind: JsonValueKind.String } value when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    public static bool Truth(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A day; TMDB writes a missing one as "".</summary>
    public static DateOnly? Day(this JsonElement json, string name) =>
        json.Text(name) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static DateTimeOffset? Moment(this JsonElement json, string name) =>
        json.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>A member of an object; null when it is not there or JSON's null.</summary>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The objects of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, params string[] path)
    {
        JsonElement? at = json;
        foreach (var name in path)
            at = at?.Member(name);
        return at is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
    }

    /// <summary>A text of each object of an array, the missing ones left out.</summary>
    public static IReadOnlyList<string> Texts(this IEnumerable<JsonElement> list, string name) => [.. list.Select(item => item.Text(name)).OfType<string>().Distinct()];
}

using System.Globalization;
using System.Text.Json;

namespace Marquee.Importers.Reading;

/// <summary>A value in JSON that may be missing or of another kind than expected; asking it for something is always safe.</summary>
internal readonly struct JsonNode(JsonElement element)
{
    const int LongestName = 500;

    public JsonElement Element { get; } = element;

    public bool IsThere => Element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public JsonNode this[string name]
    {
        get
        {
            try
            {
                return Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? new JsonNode(value) : default;
            }
            catch (InvalidOperationException)
            {
                return default;
            }
        }
    }

    /// <summary>The first of these properties that is there.</summary>
    public JsonNode Any(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (this[name] is { IsThere: true } node)
                return node;
        return default;
    }

    /// <summary>The text, or the digits of a number; <see langword="null"/> when there is none.</summary>
    public string? Text
    {
        get
        {
            try
            {
                return Element.ValueKind switch
                {
                    JsonValueKind.String => Element.GetString()!.Trim().Replace('\0', '␀') is { Length: > 0 } text ? text : null,
                    JsonValueKind.Number => Element.GetRawText(),
                    _ => null,
                };
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair is no text.
                return null;
            }
        }
    }

    /// <summary>A text short enough to be a name.</summary>
    public string? Name => Text is { Length: <= LongestName } text ? text : null;

    public int? Int => Number is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public decimal? Number => Element.ValueKind switch
    {
        JsonValueKind.Number => Element.TryGetDecimal(out var number) ? number : null,
        JsonValueKind.String => decimal.TryParse(Text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    public bool IsTrue => Element.ValueKind == JsonValueKind.True || Text is "1" or "true";

    public int? Year => Years.Sensible(Int) ?? Years.Leading(Text);

    /// <summary>A date in words or in seconds or milliseconds since 1970; <see langword="null"/> when it is neither.</summary>
    public Moment? Moment => Number is { } number && Text is not { Length: 4 }
        ? number is > 0 and < 32_503_680_000_000 ? Moments.FromEpoch((long)number) : null
        : Text is { } text && Moments.TryParse(text, out var moment) ? moment : null;

    public DateTimeOffset? At => Moment?.At;

    public IEnumerable<JsonNode> Items => Element.ValueKind == JsonValueKind.Array ? Element.EnumerateArray().Select(item => new JsonNode(item)) : [];

    /// <summary>The outside ids in an object such as <c>{"trakt": 1, "imdb": "tt…"}</c>.</summary>
    public List<ExternalId> Ids(params ReadOnlySpan<(string Provider, string Property)> properties)
    {
        var ids = new List<ExternalId>(properties.Length);
        foreach (var (provider, property) in properties)
            if (this[property].Text is { } text && ExternalId.Of(provider, text) is { } id && !ids.Contains(id))
                ids.Add(id);
        return ids;
    }
}

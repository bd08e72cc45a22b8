using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Importers;
using Marquee.Importers.Generic;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports.Starting;

/// <summary>How a file is to be read, as it is kept with its import: what a film list is, whose rows, which column is what.</summary>
sealed record ReadingWords(string? As = null, string? Person = null, IReadOnlyDictionary<string, string>? Columns = null, int BestRating = 10, string? Dates = null, string? Meaning = null)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Json);

    public static ReadingWords Of(string? text) => text is null ? new ReadingWords() : JsonSerializer.Deserialize<ReadingWords>(text, Json)!;

    /// <summary>What an API caller says: a JSON object such as <c>{"columns":{"title":"Film","watched_at":"Seen"},"best_rating":5}</c>.</summary>
    /// <exception cref="Invalid">It is none.</exception>
    public static ReadingWords Told(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ReadingWords>(text, Told_) ?? new ReadingWords();
        }
        catch (JsonException)
        {
            throw new Invalid("columns_invalid", "Say which column is what as JSON, such as {\"columns\":{\"title\":\"Film\",\"rating\":\"Stars\"},\"best_rating\":5}.", "reading");
        }
    }

    static readonly JsonSerializerOptions Told_ = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="Invalid">A word is none that is known.</exception>
    public ReadingChoices Choices() => new()
    {
        ReadAs = Upload.ReadAsOf(As),
        Person = string.IsNullOrWhiteSpace(Person) ? null : Person.Trim(),
        Columns = Columns is not { Count: > 0 } ? null : new ColumnMapping(Columns.ToDictionary(c => FieldOf(c.Key), c => c.Value))
        {
            BestRating = BestRating is 5 or 10 or 100 ? BestRating : throw new Invalid("best_rating_invalid", "The best rating is 5, 10 or 100.", "best_rating"),
            DateOrder = Dates switch
            {
                null or "" => null,
                "year" => DateOrder.YearFirst,
                "day" => DateOrder.DayFirst,
                "month" => DateOrder.MonthFirst,
                _ => throw new Invalid("dates_invalid", "Dates begin with the 'year', the 'day' or the 'month'.", "dates"),
            },
            Meaning = Meaning switch
            {
                null or "" => RowMeaning.Unsaid,
                "watched" => RowMeaning.Watched,
                "watchlist" => RowMeaning.Watchlist,
                _ => throw new Invalid("meaning_invalid", "A row without more means 'watched' or 'watchlist'.", "meaning"),
            },
        },
    };

    /// <summary>A field as APIs and forms spell it: <c>watched_at</c>.</summary>
    public static string WordOf(ImportField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());

    static ImportField FieldOf(string word) => Enum.GetValues<ImportField>().Where(field => WordOf(field) == word).Select(field => (ImportField?)field).FirstOrDefault()
        ?? throw new Invalid("columns_invalid", $"There is nothing called '{word}' to bring in. There is {string.Join(", ", Enum.GetValues<ImportField>().Select(WordOf))}.", "columns");
}

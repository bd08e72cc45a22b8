using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Data;

/// <summary>A row's key with its table in the type. It leaves the program as a string: JavaScript's numbers end at 2^53.</summary>
public interface IRowId<TSelf> where TSelf : struct, IRowId<TSelf>
{
    long Value { get; }

    static abstract TSelf From(long value);

    static bool TryRead([NotNullWhen(true)] string? text, out TSelf id)
    {
        var known = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        id = known ? TSelf.From(value) : default;
        return known;
    }
}

[JsonConverter(typeof(RowIdJson<TitleId>))]
public readonly record struct TitleId(long Value) : IRowId<TitleId>
{
    public static TitleId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out TitleId id) => IRowId<TitleId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<SeasonId>))]
public readonly record struct SeasonId(long Value) : IRowId<SeasonId>
{
    public static SeasonId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out SeasonId id) => IRowId<SeasonId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<EpisodeId>))]
public readonly record struct EpisodeId(long Value) : IRowId<EpisodeId>
{
    public static EpisodeId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out EpisodeId id) => IRowId<EpisodeId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<PersonId>))]
public readonly record struct PersonId(long Value) : IRowId<PersonId>
{
    public static PersonId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out PersonId id) => IRowId<PersonId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<ProfileId>))]
public readonly record struct ProfileId(long Value) : IRowId<ProfileId>
{
    public static ProfileId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out ProfileId id) => IRowId<ProfileId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<ListId>))]
public readonly record struct ListId(long Value) : IRowId<ListId>
{
    public static ListId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out ListId id) => IRowId<ListId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<BatchId>))]
public readonly record struct BatchId(long Value) : IRowId<BatchId>
{
    public static BatchId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out BatchId id) => IRowId<BatchId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<PopulationId>))]
public readonly record struct PopulationId(long Value) : IRowId<PopulationId>
{
    public static PopulationId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out PopulationId id) => IRowId<PopulationId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<AccountId>))]
public readonly record struct AccountId(long Value) : IRowId<AccountId>
{
    public static AccountId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out AccountId id) => IRowId<AccountId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

[JsonConverter(typeof(RowIdJson<SessionId>))]
public readonly record struct SessionId(long Value) : IRowId<SessionId>
{
    public static SessionId From(long value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? provider, out SessionId id) => IRowId<SessionId>.TryRead(text, out id);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Writes an id as a JSON string; reads a string or a number.</summary>
public sealed class RowIdJson<TId> : JsonConverter<TId> where TId : struct, IRowId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) && number > 0 => TId.From(number),
        JsonTokenType.String when IRowId<TId>.TryRead(reader.GetString(), out var id) => id,
        _ => throw new JsonException("An id is a string of digits."),
    };

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));
}

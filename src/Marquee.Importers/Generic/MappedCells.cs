using System.Globalization;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Generic;

/// <summary>Takes values out of a mapped row and remembers the first thing that is wrong with it.</summary>
internal sealed class MappedCells(GenericRow row, ColumnMapping mapping, DateOrder order)
{
    public string? Fault { get; private set; }

    public string Text(ImportField field) => mapping.Columns.TryGetValue(field, out var column) ? row.Text(column) : "";

    public string? Name(ImportField field) => Text(field) is { Length: > 0 and <= 500 } text ? text : null;

    public int? Number(ImportField field) =>
        decimal.TryParse(Text(field), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? (int)number : null;

    public bool Flag(ImportField field) => Text(field).ToUpperInvariant() is "YES" or "TRUE" or "1" or "Y" or "X" or "✓" or "WATCHED" or "SEEN";

    public static bool IsNo(string text) => text.ToUpperInvariant() is "NO" or "FALSE" or "0" or "N" or "-" or "NONE" or "NULL" or "NEVER";

    public Moment? Moment(ImportField field)
    {
        var text = Text(field);
        if (text.Length == 0 || IsNo(text))
            return null;
        if (Moments.TryParse(text, out var moment))
            return moment;
        if (text.Length is >= 9 and <= 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return Moments.FromEpoch(seconds);
        if (DateOrderGuess.Read(text, order) is { } day)
            return new Moment(day, WatchPrecision.Day);
        Fault ??= $"“{Shortened.To(text, 40)}” is not a date.";
        return null;
    }

    public (int? Tenths, string? Written, string? Remark) Rating(RatingScale scale)
    {
        var text = Text(ImportField.Rating);
        if (text.Length == 0 || RatingScale.Number(text) is 0)
            return default;
        return RatingScale.Number(text) is { } value && scale.Tenths(value) is { } tenths
            ? (tenths, scale.Written(value), null)
            : (null, null, $"The rating is left out: {scale.Refusal(text)}");
    }

    public List<ExternalId> Ids()
    {
        var ids = new List<ExternalId>(4);
        Add(ExternalId.ImdbProvider, ImportField.ImdbId);
        Add(ExternalId.TmdbProvider, ImportField.TmdbId);
        Add(ExternalId.TvdbProvider, ImportField.TvdbId);
        Add(ExternalId.TraktProvider, ImportField.TraktId);
        return ids;

        void Add(string provider, ImportField field)
        {
            if (ExternalId.Of(provider, Text(field)) is { } id)
                ids.Add(id);
        }
    }
}

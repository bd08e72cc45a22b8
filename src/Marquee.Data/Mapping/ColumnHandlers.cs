using System.Data;
using System.Globalization;
using Dapper;

namespace Marquee.Data.Mapping;

/// <summary>An id struct in a <c>bigint</c> column.</summary>
sealed class RowIdColumn<TId> : SqlMapper.ITypeHandler where TId : struct, IRowId<TId>
{
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is TId id ? id.Value : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) => TId.From(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}

/// <summary>A moment in a <c>bigint</c> column: milliseconds since 1970 in UTC.</summary>
sealed class UnixMilliseconds : SqlMapper.ITypeHandler
{
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is DateTimeOffset moment ? moment.ToUnixTimeMilliseconds() : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}

/// <summary>A calendar day in a <c>text</c> column, as <c>2026-11-20</c>: sorts as it reads.</summary>
sealed class IsoDate : SqlMapper.ITypeHandler
{
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) =>
        DateOnly.ParseExact((string)value, "O", CultureInfo.InvariantCulture);
}

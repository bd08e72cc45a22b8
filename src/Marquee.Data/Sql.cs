using System.Data.Common;
using Dapper;

namespace Marquee.Data;

/// <summary>Dapper's verbs with the cancellation token where it belongs. Columns <c>like_this</c> fill members <c>LikeThis</c>.</summary>
public static class Sql
{
    /// <summary>All rows.</summary>
    public static async Task<List<T>> QueryAsync<T>(this DbConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        (await connection.QueryAsync<T>(CarriedNumbers.Command(sql, parameters, cancellation))).AsList();

    /// <summary>The first row, or the default (<c>null</c> for a class) when there is none.</summary>
    public static Task<T?> FirstAsync<T>(this DbConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.QueryFirstOrDefaultAsync<T>(CarriedNumbers.Command(sql, parameters, cancellation));

    /// <summary>The first column of the first row.</summary>
    public static Task<T?> ScalarAsync<T>(this DbConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<T>(CarriedNumbers.Command(sql, parameters, cancellation));

    /// <summary>Runs the statement and gives the number of rows it changed. A list of parameters runs it once for each.</summary>
    public static Task<int> ExecuteAsync(this DbConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.ExecuteAsync(CarriedNumbers.Command(sql, parameters, cancellation));

    /// <summary>Several selects in one round trip, read one after another.</summary>
    public static Task<SqlMapper.GridReader> QueryManyAsync(this DbConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.QueryMultipleAsync(CarriedNumbers.Command(sql, parameters, cancellation));
}

using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Data;

/// <summary>Many ids as one parameter, for <see cref="Dialect.Among"/>.</summary>
public sealed class IdSet : SqlMapper.ICustomQueryParameter
{
    readonly long[] _ids;

    IdSet(long[] ids) => _ids = ids;

    public static IdSet Of(IEnumerable<long> ids) => new([.. ids]);

    public static IdSet Of<TId>(IEnumerable<TId> ids) where TId : struct, IRowId<TId> => new([.. ids.Select(id => id.Value)]);

    void SqlMapper.ICustomQueryParameter.AddParameter(IDbCommand command, string name) =>
        SetParameter.Add(command, name, NpgsqlDbType.Bigint, _ids);
}

/// <summary>Many texts as one parameter, for <see cref="Dialect.Among"/>.</summary>
public sealed class TextSet(IEnumerable<string> texts) : SqlMapper.ICustomQueryParameter
{
    readonly string[] _texts = [.. texts];

    void SqlMapper.ICustomQueryParameter.AddParameter(IDbCommand command, string name) =>
        SetParameter.Add(command, name, NpgsqlDbType.Text, _texts);
}

/// <summary>A set as one parameter: an array on PostgreSQL, a JSON array on SQLite.</summary>
static class SetParameter
{
    internal static void Add<T>(IDbCommand command, string name, NpgsqlDbType element, T[] values)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (parameter is NpgsqlParameter array)
        {
            array.NpgsqlDbType = NpgsqlDbType.Array | element;
            array.Value = values;
        }
        else
        {
            parameter.Value = JsonSerializer.Serialize(values);
        }

        command.Parameters.Add(parameter);
    }
}

using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Data;

/// <summary>Many ids as one parameter, for <see cref="Dialect.Among"/>: an array on PostgreSQL, a JSON array on SQLite.</summary>
public sealed class IdSet : SqlMapper.ICustomQueryParameter
{
    readonly long[] _ids;

    IdSet(long[] ids) => _ids = ids;

    public static IdSet Of(IEnumerable<long> ids) => new([.. ids]);

    public static IdSet Of<TId>(IEnumerable<TId> ids) where TId : struct, IRowId<TId> => new([.. ids.Select(id => id.Value)]);

    void SqlMapper.ICustomQueryParameter.AddParameter(IDbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (parameter is NpgsqlParameter array)
        {
            array.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
            array.Value = _ids;
        }
        else
        {
            parameter.Value = $"[{string.Join(',', _ids)}]";
        }

        command.Parameters.Add(parameter);
    }
}

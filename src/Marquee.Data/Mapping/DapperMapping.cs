using Dapper;

namespace Marquee.Data.Mapping;

/// <summary>Teaches Dapper our ids, times and records, once a process.</summary>
static class DapperMapping
{
    static readonly Lazy<bool> Registered = new(() =>
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.TypeMapProvider = type => new RecordMap(type);

        // Dapper's own mapping of these types to the database's would win over ours.
        foreach (var type in (Type[])[typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(DateOnly), typeof(DateOnly?)])
            SqlMapper.RemoveTypeMap(type);
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new UnixMilliseconds());
        SqlMapper.AddTypeHandler(typeof(DateOnly), new IsoDate());

        AddId<TitleId>();
        AddId<SeasonId>();
        AddId<EpisodeId>();
        AddId<PersonId>();
        AddId<ProfileId>();
        AddId<ListId>();
        AddId<BatchId>();
        AddId<PopulationId>();
        AddId<AccountId>();
        AddId<SessionId>();
        return true;
    });

    internal static void Register() => _ = Registered.Value;

    static void AddId<TId>() where TId : struct, IRowId<TId> => SqlMapper.AddTypeHandler(typeof(TId), new RowIdColumn<TId>());
}

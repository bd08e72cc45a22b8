using System.Reflection;
using Dapper;

namespace Marquee.Data.Mapping;

/// <summary>
/// Fills positional records by column name alone. Dapper asks for the very types the driver reports, and SQLite reports
/// every integer as 64 bits where PostgreSQL reports 32: by name, one record serves both and Dapper converts.
/// </summary>
sealed class RecordMap(Type type) : SqlMapper.ITypeMap
{
    readonly DefaultTypeMap _members = new(type);

    public ConstructorInfo? FindConstructor(string[] names, Type[] types)
    {
        var constructors = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return constructors.FirstOrDefault(candidate => Fits(candidate.GetParameters(), names))
            ?? _members.FindConstructor(names, types);
    }

    public ConstructorInfo? FindExplicitConstructor() => null;

    public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName)
    {
        var parameter = constructor.GetParameters().FirstOrDefault(p => Same(p.Name!, columnName));
        return parameter is null ? null : new ParameterMember(columnName, parameter);
    }

    public SqlMapper.IMemberMap? GetMember(string columnName) => _members.GetMember(columnName);

    static bool Fits(ParameterInfo[] parameters, string[] names) =>
        parameters.Length > 0
        && parameters.Length == names.Length
        && parameters.Zip(names).All(pair => Same(pair.First.Name!, pair.Second));

    static bool Same(string member, string column) =>
        member.Equals(column.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    sealed class ParameterMember(string columnName, ParameterInfo parameter) : SqlMapper.IMemberMap
    {
        public string ColumnName => columnName;
        public Type MemberType => parameter.ParameterType;
        public PropertyInfo? Property => null;
        public FieldInfo? Field => null;
        public ParameterInfo? Parameter => parameter;
    }
}

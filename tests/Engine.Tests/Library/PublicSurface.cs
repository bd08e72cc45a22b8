using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Marquee.Engine.Tests.Library;

/// <summary>
/// Everything the library shows, as text beside this file: a change of it is seen in review. To accept a change, run this test with
/// <c>MARQUEE_ACCEPT=1</c> and commit the new text.
/// </summary>
public sealed class PublicSurface
{
    [Fact]
    public void The_public_surface_is_the_one_written_down()
    {
        var surface = Describe(typeof(Model).Assembly);
        var file = Path.Combine(Folder(), "PublicSurface.txt");
        if (Environment.GetEnvironmentVariable("MARQUEE_ACCEPT") == "1")
            File.WriteAllText(file, surface);

        Assert.Equal(File.ReadAllText(file), surface);
    }

    static string Describe(Assembly library)
    {
        var text = new StringBuilder();
        foreach (var type in library.GetExportedTypes().OrderBy(type => Name(type), StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            var parents = type.GetInterfaces().Where(i => i.Assembly == library).Select(Name).Order(StringComparer.Ordinal);
            if (type.BaseType is { } parent && parent.Assembly == library)
                parents = parents.Prepend(Name(parent)).Order(StringComparer.Ordinal);
            text.Append(parents.Any() ? " : " : "").AppendJoin(", ", parents).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var constructor in type.GetConstructors(Declared).Where(c => IsShown(c) && !IsCompilers(c)))
            yield return $"new({Parameters(constructor)})";
        foreach (var field in type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily) && f.Name != "value__"))
            yield return field.IsLiteral ? $"const {field.Name} = {field.GetRawConstantValue()}" : $"field {field.Name}: {Name(field.FieldType)}";
        foreach (var property in type.GetProperties(Declared).Where(p => p.GetMethod is { } get && IsShown(get) && !IsCompilers(p)))
            yield return $"{Modifier(property.GetMethod!)}{property.Name}{(property.GetIndexParameters().Length > 0 ? $"[{Parameters(property.GetMethod!)}]" : "")}: {Name(property.PropertyType)} "
                + (property.SetMethod is { } set && IsShown(set) ? "{ get; set; }" : "{ get; }");
        foreach (var method in type.GetMethods(Declared).Where(m => IsShown(m) && !m.IsSpecialName && !IsCompilers(m) && m.GetBaseDefinition().DeclaringType != typeof(object)))
            yield return $"{Modifier(method)}{method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "")}({Parameters(method)}): {Name(method.ReturnType)}";
    }

    /// <summary>What the compiler writes for records says nothing that the record's line does not.</summary>
    static bool IsCompilers(MemberInfo member) =>
        member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null && member is not PropertyInfo
        || member.Name is "EqualityContract" or "PrintMembers" or "<Clone>$" or "Deconstruct";

    static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Modifier(MethodBase method) => method.IsStatic ? "static " : method.IsAbstract ? "abstract " : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.GetCustomAttribute<ParamArrayAttribute>() is null ? "" : "params ")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        var name = type.Assembly == typeof(Model).Assembly ? type.FullName!["Marquee.Engine.".Length..].Replace('+', '.') : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

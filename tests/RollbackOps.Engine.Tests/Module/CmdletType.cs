using System.Management.Automation;
using System.Reflection;
using RollbackOps.PowerShell.Cmdlets;

namespace RollbackOps.Engine.Tests.Module;

/// <summary>A cmdlet by what is written on it. The reference assembly's attributes are hollow, so only the metadata tells.</summary>
internal sealed record CmdletType(Type Type)
{
    public static IReadOnlyList<CmdletType> All { get; } =
    [
        .. typeof(RunbookCmdlet).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Cmdlet)))
            .Select(type => new CmdletType(type)),
    ];

    public string Verb => (string)Written(typeof(CmdletAttribute)).Single().ConstructorArguments[0].Value!;

    public string Name => $"{Verb}-{Written(typeof(CmdletAttribute)).Single().ConstructorArguments[1].Value}";

    public IEnumerable<Type> Outputs => Written(typeof(OutputTypeAttribute))
        .SelectMany(written => (IReadOnlyList<CustomAttributeTypedArgument>)written.ConstructorArguments[0].Value!)
        .Select(output => (Type)output.Value!);

    public IEnumerable<PropertyInfo> Parameters => Type.GetProperties().Where(property => IsWritten(property, typeof(ParameterAttribute)));

    /// <summary>What the attribute says of itself; null where it is silent.</summary>
    public object? Says(string name) => Written(typeof(CmdletAttribute)).Single().NamedArguments
        .Where(named => named.MemberName == name)
        .Select(named => named.TypedValue.Value)
        .SingleOrDefault();

    public static bool IsWritten(MemberInfo member, Type attribute) =>
        member.GetCustomAttributesData().Any(written => written.AttributeType == attribute);

    private IEnumerable<CustomAttributeData> Written(Type attribute) =>
        Type.GetCustomAttributesData().Where(written => written.AttributeType == attribute);
}

using System.Management.Automation;
using System.Reflection;

namespace RollbackOps.Help;

/// <summary>A cmdlet as its attributes tell it.</summary>
internal sealed record CmdletShape(string Verb, string Noun, IReadOnlyList<ParameterShape> Parameters, IReadOnlyList<string> Outputs)
{
    public string Name => $"{Verb}-{Noun}";

    public IReadOnlyList<string> Sets => [.. Parameters.Select(parameter => parameter.Set).OfType<string>().Distinct().DefaultIfEmpty("")];

    /// <summary>The shape; null for a type that is no cmdlet.</summary>
    public static CmdletShape? Of(Type type)
    {
        // The reference assembly's attributes are hollow: what was written is only in the metadata.
        var data = type.GetCustomAttributesData();
        if (type.IsAbstract || data.FirstOrDefault(known => known.AttributeType == typeof(CmdletAttribute)) is not { } cmdlet)
            return null;
        var parameters = type.GetProperties().SelectMany(ParametersOf);
        var asked = cmdlet.NamedArguments.Any(named => named is { MemberName: "SupportsShouldProcess", TypedValue.Value: true })
            ? new[] { ParameterShape.Switch("WhatIf", "wi"), ParameterShape.Switch("Confirm", "cf") }
            : [];
        return new(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            [.. parameters, .. asked],
            [.. data.Where(known => known.AttributeType == typeof(OutputTypeAttribute))
                .SelectMany(known => (IReadOnlyList<CustomAttributeTypedArgument>)known.ConstructorArguments[0].Value!)
                .Select(output => ((Type)output.Value!).FullName!)]);
    }

    private static IEnumerable<ParameterShape> ParametersOf(PropertyInfo property)
    {
        var data = property.GetCustomAttributesData();
        var aliases = data.FirstOrDefault(known => known.AttributeType == typeof(AliasAttribute))?.ConstructorArguments[0].Value as IReadOnlyList<CustomAttributeTypedArgument>;
        return data
            .Where(known => known.AttributeType == typeof(ParameterAttribute))
            .Select(known => known.NamedArguments.ToDictionary(named => named.MemberName, named => named.TypedValue.Value))
            .Select(named => new ParameterShape(
                property.Name,
                Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                named.GetValueOrDefault("ParameterSetName") as string,
                named.ContainsKey("Mandatory"),
                named.TryGetValue("Position", out var position) ? $"{position}" : "named",
                (named.ContainsKey("ValueFromPipeline"), named.ContainsKey("ValueFromPipelineByPropertyName")) switch
                {
                    (true, true) => "true (ByValue, ByPropertyName)",
                    (true, false) => "true (ByValue)",
                    (false, true) => "true (ByPropertyName)",
                    _ => "false",
                },
                aliases is null ? "none" : string.Join(", ", aliases.Select(alias => alias.Value))));
    }
}

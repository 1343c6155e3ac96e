using System.Management.Automation;

namespace RollbackOps.Help;

/// <summary>A parameter in one parameter set; the set is null for all.</summary>
internal sealed record ParameterShape(string Name, Type Type, string? Set, bool Required, string Position, string Pipeline, string Aliases)
{
    public bool IsSwitch => Type == typeof(SwitchParameter);

    /// <summary>A switch that PowerShell itself adds.</summary>
    public static ParameterShape Switch(string name, string alias) => new(name, typeof(SwitchParameter), null, false, "named", "false", alias);
}

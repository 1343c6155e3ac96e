using System.Management.Automation;

namespace RollbackOps.PowerShell.Reporting;

/// <summary>Refuses a plan that went through a job or a remote session: it is a picture of one, and could say anything.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LivePlanAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject shown && shown.TypeNames.Contains($"Deserialized.{typeof(Plan).FullName}")
            ? throw new ArgumentTransformationMetadataException(
                "This plan went through a job or a remote session and is only a picture of one. Make it where it is run: New-RollbackPlan | Invoke-Rollback.")
            : inputData;
}

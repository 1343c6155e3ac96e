namespace RollbackOps.Engine.Running.Steps;

/// <summary>The detail of a step that needs none: all that it asks is in the runbook in force.</summary>
internal sealed record Nothing;

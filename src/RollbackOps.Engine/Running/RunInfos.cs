using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running;

/// <summary>A journal in short. Pure.</summary>
public static class RunInfos
{
    /// <summary>What a list of runs shows of one.</summary>
    public static RunInfo Of(RunRecord record)
    {
        var opened = record.Opened!;
        return new()
        {
            Run = opened.Run,
            Began = opened.At,
            By = opened.By,
            Strategy = opened.Plan.Strategy,
            From = opened.Plan.From,
            To = opened.Plan.To,
            Reason = opened.Reason,
            Outcome = record.Result?.Outcome,
            Result = record.Result,
            IsClosed = record.IsClosed,
            SupersededBy = record.SupersededBy,
            Next = record.SupersededBy is { } newer ? $"Run {newer} took its place; what this one left: rollbackops settle {opened.Run}" : record.Result?.Next ?? $"Wait until it ends; if its process is gone: {NextCommands.Resume(opened.Plan.Request)}",
            Runbook = opened.Plan.Runbook,
            Environment = opened.Plan.Environment,
        };
    }
}

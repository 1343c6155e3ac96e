using RollbackOps.Events;

namespace RollbackOps.Engine.Reports;

/// <summary>An event as one line that a person reads. Pure.</summary>
public static class EventText
{
    /// <summary>The line; null for what a person need not see.</summary>
    public static string? Of(RunEvent @event) => @event switch
    {
        RunOpened opened => $"run {opened.Run} of {opened.Plan.System}/{opened.Plan.Environment}, {opened.Plan.Strategy}, begun by {opened.By.User} on {opened.By.Host}",
        RunResumed resumed => $"resumed by {resumed.By.User} on {resumed.By.Host}",
        StepStarted started => $"{started.Step} started",
        StepEnded { Already: true } ended => $"{ended.Step} was in place already",
        StepEnded ended => $"{ended.Step} done and proven in {Units.Of(ended.Took)}",
        StepFailed failed => $"{failed.Step} FAILED: {failed.Message}",
        TurnedBack { Wave: { } wave } => $"turning back wave {wave} alone: what it started is undone, last first; the waves before it stay",
        TurnedBack => "turning back: what was started is undone, last first",
        UndoAsked asked => $"{asked.By.User} on {asked.By.Host} asked for the state before the run{(asked.Reason is { } reason ? $": {reason}" : "")}",
        Settled settled => $"given up by {settled.By.User}: {settled.Thing.What}",
        UndoStarted undo => $"{undo.Step} is being undone",
        UndoEnded undo => $"{undo.Step} undone and proven in {Units.Of(undo.Took)}",
        CheckMeasured measured => $"{When(measured.When)}: {measured.Result.Check} {(measured.Result.Passed ? "holds" : "DOES NOT HOLD")}: {measured.Result.Detail}",
        GateAsked gate => $"question '{gate.Gate}': {gate.Question}",
        GateAnswered answer => $"question '{answer.Gate}' answered {(answer.Yes ? "yes" : "no")} by {answer.By.User}",
        Noted noted => noted.Text,
        RunPaused paused => $"{Outcomes.Word(paused.Result.Outcome)}: {paused.Result.Message}",
        BackupTaken taken => $"backup of {taken.Database} made by {taken.By.User}: {taken.Path}",
        BackupTested tested => $"backup {tested.Path} of {tested.Database} {(tested.Proof.Holds ? "proven" : "NOT PROVEN")}: {tested.Proof.Says}",
        PointBegun begun => $"rollback point {begun.Point.Name} is being made by {begun.Point.By.User}",
        PointTaken taken => $"rollback point {taken.Point} is there",
        PointRemoved gone => $"rollback point {gone.Point} removed: {gone.Why}",
        BackupRemoved removed => $"backup {removed.Path} of {removed.Database} removed: {removed.Why}",
        RunEnded ended => $"{Outcomes.Word(ended.Result.Outcome)}: {ended.Result.Message}",
        _ => null,
    };

    private static string When(CheckTime when) => when switch
    {
        CheckTime.BeforeRun => "before the run",
        CheckTime.BeforeOpen => "before opening",
        CheckTime.AfterOpen => "after opening",
        CheckTime.AfterUndo => "after turning back",
        _ => "now",
    };
}

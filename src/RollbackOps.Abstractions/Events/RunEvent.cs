using System.Text.Json.Serialization;

namespace RollbackOps.Events;

/// <summary>Something that happened in a run, to a backup or to a rollback point. A closed hierarchy; all but <see cref="StepProgressed"/> are journaled.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunOpened), "run-opened")]
[JsonDerivedType(typeof(RunResumed), "run-resumed")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepProgressed), "step-progressed")]
[JsonDerivedType(typeof(StepEnded), "step-ended")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(UndoAsked), "undo-asked")]
[JsonDerivedType(typeof(UndoStarted), "undo-started")]
[JsonDerivedType(typeof(UndoEnded), "undo-ended")]
[JsonDerivedType(typeof(TurnedBack), "turned-back")]
[JsonDerivedType(typeof(CheckMeasured), "check-measured")]
[JsonDerivedType(typeof(GateAsked), "gate-asked")]
[JsonDerivedType(typeof(GateAnswered), "gate-answered")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(RunPaused), "run-paused")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(BackupTaken), "backup-taken")]
[JsonDerivedType(typeof(BackupTested), "backup-tested")]
[JsonDerivedType(typeof(BackupRemoved), "backup-removed")]
[JsonDerivedType(typeof(PointBegun), "point-begun")]
[JsonDerivedType(typeof(PointTaken), "point-taken")]
[JsonDerivedType(typeof(PointRemoved), "point-removed")]
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }

    /// <summary>When it happened, by this machine's clock, in UTC.</summary>
    public DateTimeOffset At { get; init; }
}

using System.Management.Automation;

namespace RollbackOps.PowerShell.Reporting;

/// <summary>Errors as PowerShell shows them: id, category, target, and what to type next.</summary>
internal static class Errors
{
    /// <summary>An error of the closed set. Its id is the set's own, e.g. <c>PlanStale</c>.</summary>
    public static ErrorRecord Of(RollbackException error, object? target, bool oneDatabase) =>
        Make(error, $"{error.Id}", CategoryOf(error.Id), target, CmdletWords.Of(error.Next, oneDatabase));

    /// <summary>The one error of a run that did not end proven. Its id is <c>Run</c> and the outcome, e.g. <c>RunHeld</c>.</summary>
    public static ErrorRecord Of(RunResult result) =>
        Make(new InvalidOperationException(result.Message), $"Run{result.Outcome}", CategoryOf(result.Outcome), result, result.Next);

    /// <summary>The one error of what could not all be given up: <c>SettleFailed</c>.</summary>
    public static ErrorRecord Of(SettleResult result) =>
        Make(new InvalidOperationException(string.Join("; ", result.Failed)), "SettleFailed", ErrorCategory.ResourceUnavailable, result, "Mend what stands in the way, then: Clear-RollbackRun.");

    /// <summary>A backup that does not hold: <c>BackupNotProven</c>. Others in the pipeline are still proven.</summary>
    public static ErrorRecord Of(ProofResult result) =>
        Make(new InvalidOperationException(result.Says), "BackupNotProven", ErrorCategory.InvalidData, result, result.Next);

    private static ErrorRecord Make(Exception error, string id, ErrorCategory category, object? target, string next) =>
        new(error, id, category, target) { ErrorDetails = new(error.Message) { RecommendedAction = next } };

    private static ErrorCategory CategoryOf(Outcome outcome) => outcome switch
    {
        Outcome.Refused => ErrorCategory.InvalidOperation,
        Outcome.Held => ErrorCategory.InvalidResult,
        _ => ErrorCategory.OperationStopped,
    };

    private static ErrorCategory CategoryOf(RollbackErrorId id) => id switch
    {
        RollbackErrorId.Usage => ErrorCategory.InvalidArgument,
        RollbackErrorId.RunbookInvalid => ErrorCategory.ParserError,
        RollbackErrorId.NotSupported => ErrorCategory.NotImplemented,
        RollbackErrorId.PlanImpossible or RollbackErrorId.PlanStale => ErrorCategory.InvalidOperation,
        RollbackErrorId.TargetMissing => ErrorCategory.ObjectNotFound,
        RollbackErrorId.SystemBusy or RollbackErrorId.RunUnfinished => ErrorCategory.ResourceBusy,
        RollbackErrorId.StateUnusable => ErrorCategory.PermissionDenied,
        RollbackErrorId.JournalBroken or RollbackErrorId.BackupUnusable => ErrorCategory.InvalidData,
        RollbackErrorId.SecretMissing => ErrorCategory.AuthenticationError,
        RollbackErrorId.ToolMissing => ErrorCategory.NotInstalled,
        RollbackErrorId.TimedOut => ErrorCategory.OperationTimeout,
        RollbackErrorId.Unreachable => ErrorCategory.ConnectionError,
        RollbackErrorId.NoRoom => ErrorCategory.ResourceUnavailable,
        RollbackErrorId.NotInEffect or RollbackErrorId.CheckFailed => ErrorCategory.InvalidResult,
        RollbackErrorId.Declined => ErrorCategory.OperationStopped,
        _ => ErrorCategory.NotSpecified,
    };
}

namespace RollbackOps;

/// <summary>The closed set of errors.</summary>
public enum RollbackErrorId
{
    /// <summary>The command line or the parameters don't fit.</summary>
    Usage,

    /// <summary>The runbook can't be read or holds something impossible.</summary>
    RunbookInvalid,

    /// <summary>The runbook asks for something that this version does not have.</summary>
    NotSupported,

    /// <summary>The plan can't be made from what is there.</summary>
    PlanImpossible,

    /// <summary>What the plan rests on has changed.</summary>
    PlanStale,

    /// <summary>No release or backup to go back to could be found, or the named one does not exist.</summary>
    TargetMissing,

    /// <summary>Another program holds what the run needs, e.g. git its lock.</summary>
    SystemBusy,

    /// <summary>An earlier run of the system is not closed: what users have is its state, which only its end settles.</summary>
    RunUnfinished,

    /// <summary>The state folder can't be used, or a journal in it can't be read.</summary>
    StateUnusable,

    /// <summary>A journal's line was altered, is missing or torn.</summary>
    JournalBroken,

    /// <summary>A secret reference can't be resolved.</summary>
    SecretMissing,

    /// <summary>A program that is needed is missing.</summary>
    ToolMissing,

    /// <summary>A program ended with an error.</summary>
    ToolFailed,

    /// <summary>A program or step took longer than its limit.</summary>
    TimedOut,

    /// <summary>A server or service can't be reached, or refuses the credentials.</summary>
    Unreachable,

    /// <summary>A backup is broken, empty, or of something else.</summary>
    BackupUnusable,

    /// <summary>A step was done and is not in effect.</summary>
    NotInEffect,

    /// <summary>Someone else changed what the run was changing.</summary>
    ChangedByOthers,

    /// <summary>A check does not hold.</summary>
    CheckFailed,

    /// <summary>A person said no.</summary>
    Declined,

    /// <summary>Too little space, memory or connections.</summary>
    NoRoom,
}

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>What hits a run from outside.</summary>
internal enum Blow
{
    /// <summary>Killed before the write or effect.</summary>
    KillBefore,

    /// <summary>Killed in the middle of the write: half a line is left.</summary>
    KillTorn,

    /// <summary>Killed when the write or effect was just made.</summary>
    KillAfter,

    /// <summary>A person's wish to stop.</summary>
    Interrupt,

    /// <summary>Two wishes to stop.</summary>
    InterruptTwice,

    /// <summary>The journal can't be written from here until the process ends.</summary>
    DiskFull,

    /// <summary>Someone else changes a thing, between two steps.</summary>
    Foreign,
}

namespace RollbackOps.Engine.Journals;

/// <summary>Why a journal can't be written any more.</summary>
internal enum JournalLoss
{
    /// <summary>The disk, the rights, the server.</summary>
    Unwritable,

    /// <summary>There is no room, not even what was reserved.</summary>
    NoRoom,

    /// <summary>Another process went on with the run, or someone changed the journal: what follows is not this process's.</summary>
    Taken,
}

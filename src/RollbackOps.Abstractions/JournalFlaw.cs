namespace RollbackOps;

/// <summary>What is wrong with a line of a journal.</summary>
public enum JournalFlaw
{
    /// <summary>It is not as it was written, or the line before it is not.</summary>
    Altered,

    /// <summary>It is not there, but lines after it are, or the run after it saw it.</summary>
    Missing,

    /// <summary>It is the last one and not whole: its writer died. Resume takes it off.</summary>
    Torn,

    /// <summary>It is the last one once more, as a file system may leave it after a crash. Resume takes it off.</summary>
    Repeated,
}

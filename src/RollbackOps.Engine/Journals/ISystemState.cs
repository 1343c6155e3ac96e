using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>Where a system's lock and journals live: files by default, a server for a team.</summary>
internal interface ISystemState
{
    /// <summary>The place, for messages. Holds no secret.</summary>
    string Where { get; }

    /// <summary>This machine's folder for what runs need, keep and save as evidence.</summary>
    StateFolder Folder { get; }

    /// <summary>The server that it is on; null for files.</summary>
    /// <exception cref="RollbackException">It can't be reached.</exception>
    StateServer? Server { get; }

    /// <summary>The runs there are, oldest first.</summary>
    IReadOnlyList<string> Runs { get; }

    /// <summary>The lines of a run's journal, checked, also while it is under way.</summary>
    JournalContent Look(string run);

    /// <summary>The events of a run, also while it is under way.</summary>
    /// <exception cref="RollbackException">A line was altered or is missing (<see cref="RollbackErrorId.JournalBroken"/>).</exception>
    IReadOnlyList<RunEvent> Read(string run);

    /// <summary>Takes the system's lock.</summary>
    /// <exception cref="RollbackException">Another has it (<see cref="RollbackErrorId.RunUnfinished"/>): the message says who, since when.</exception>
    IHold Take(Operator by, DateTimeOffset now);

    /// <summary>
    /// What is recorded beside the runs, with a lock of its own, so that neither holds the other up.
    /// </summary>
    /// <param name="purpose">What it is for, e.g. <c>backups</c>.</param>
    ISystemState Aside(string purpose);

    /// <summary>What is known of the holder without taking the lock: a killed one leaves its word behind.</summary>
    string Tell();

    /// <summary>The error for a state that can't be used.</summary>
    RollbackException Unusable(Exception error);
}

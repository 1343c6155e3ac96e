namespace RollbackOps.Crash.Tests.Faults;

/// <summary>How a call of a tool goes wrong.</summary>
internal enum Manner
{
    /// <summary>It says so and does nothing.</summary>
    Fails,

    /// <summary>It does it, and says that it failed.</summary>
    FailsAfter,

    /// <summary>It says that it succeeded, and has done nothing.</summary>
    Lies,

    /// <summary>It prints what nobody can read, and does nothing.</summary>
    Garbage,

    /// <summary>It does it, and prints half of what it should.</summary>
    Half,

    /// <summary>It gets half of its input, and says that it succeeded.</summary>
    HalfIn,

    /// <summary>It never ends.</summary>
    Hangs,

    /// <summary>A signal ends it before it has done anything.</summary>
    Dies,

    /// <summary>A signal ends it when it has done it.</summary>
    DiesAfter,

    /// <summary>It does it, and prints a megabyte of warnings.</summary>
    Chatters,

    /// <summary>It does it, and a person does something just before.</summary>
    PersonBefore,

    /// <summary>It gets half of its input, a person does something, and it gets the rest.</summary>
    PersonAmid,

    /// <summary>It does it, and a person does something just after.</summary>
    PersonAfter,
}

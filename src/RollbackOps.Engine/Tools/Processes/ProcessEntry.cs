namespace RollbackOps.Engine.Tools.Processes;

/// <summary>A process of this machine at one moment.</summary>
/// <param name="Id">Its id, which comes again.</param>
/// <param name="Start">When it started, in ticks since the machine did: with the id, its identity.</param>
/// <param name="Parent">Its parent's id.</param>
/// <param name="Session">The id of the process that began its session.</param>
/// <param name="HasEnded">True where it has ended and nobody has collected it.</param>
/// <param name="Name">Its program's name, cut to 15 characters.</param>
internal readonly record struct ProcessEntry(int Id, ulong Start, int Parent, int Session, bool HasEnded, string Name);

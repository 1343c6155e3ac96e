namespace RollbackOps.Engine.Journals;

/// <summary>The journal can't be written any more, e.g. because the disk is full: nothing may be started after that.</summary>
/// <param name="journal">The journal's path.</param>
/// <param name="why">The operating system's error.</param>
internal sealed class JournalLostException(string journal, string why) : Exception($"The journal {journal} can't be written: {why}");

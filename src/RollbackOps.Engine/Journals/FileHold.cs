namespace RollbackOps.Engine.Journals;

/// <summary>The lock of one system as a file that is locked. While its holder lives, stopped or not, it can't be lost.</summary>
/// <param name="folder">The system's folder.</param>
/// <param name="held">The lock.</param>
internal sealed class FileHold(StateFolder folder, SystemLock held) : IHold
{
    /// <inheritdoc/>
    public CancellationToken Lost => CancellationToken.None;

    /// <inheritdoc/>
    public IJournalLines Create(string run) => Opened(SpaceReserve.Make(folder), reserve => JournalFile.Create(folder.Journal(run), reserve));

    /// <inheritdoc/>
    public IJournalLines Continue(string run, bool freesRoom = false) =>
        Opened(freesRoom ? SpaceReserve.Old(folder) : SpaceReserve.Make(folder), reserve => JournalFile.Continue(folder.Journal(run), reserve));

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private JournalFile Opened(SpaceReserve reserve, Func<SpaceReserve, JournalFile> open)
    {
        try
        {
            return open(reserve);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw folder.Unusable(error);
        }
    }
}

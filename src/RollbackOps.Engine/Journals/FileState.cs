using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>A system's lock and journals as files, for all users of one machine.</summary>
/// <param name="folder">The system's folder.</param>
internal sealed class FileState(StateFolder folder) : ISystemState
{
    /// <inheritdoc/>
    public string Where => folder.Root;

    /// <inheritdoc/>
    public StateFolder Folder => folder;

    /// <inheritdoc/>
    public StateServer? Server => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Runs => folder.Runs;

    /// <inheritdoc/>
    public JournalContent Look(string run)
    {
        try
        {
            return JournalReader.Look(folder.Journal(run));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw folder.Unusable(error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Read(string run) => JournalReader.Events(Look(run), folder.Journal(run));

    /// <inheritdoc/>
    public IHold Take(Operator by, DateTimeOffset now) => new FileHold(folder, SystemLock.Take(folder, by, now));

    /// <inheritdoc/>
    public ISystemState Aside(string purpose) => new FileState(folder.Aside(purpose));

    /// <inheritdoc/>
    public string Tell() => SystemLock.Tell(folder);

    /// <inheritdoc/>
    public RollbackException Unusable(Exception error) => folder.Unusable(error);
}

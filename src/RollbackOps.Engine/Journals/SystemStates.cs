using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;

namespace RollbackOps.Engine.Journals;

/// <summary>Finds where a system has its state.</summary>
/// <param name="systemWide">The folder for the states of this machine's systems.</param>
internal sealed class SystemStates(string systemWide)
{
    /// <summary>The state of the runbook's system.</summary>
    public ISystemState Of(Runbook runbook) => In(runbook.State is { } own ? runbook.FullPath(own) : systemWide, runbook.System, runbook.Environment);

    /// <summary>
    /// The state that runs of a runbook have left, whatever the runbook holds by now: a run may have put an older one in its
    /// place, or taken it away.
    /// </summary>
    /// <param name="runbookFile">The runbook's path.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="state">The place that the runbook named in <c>state:</c>; null where it is to be found.</param>
    /// <exception cref="RollbackException">The runbook can't be read, and no run of it is known.</exception>
    public ISystemState Find(string runbookFile, string? environment, string? state)
    {
        var file = Path.GetFullPath(runbookFile);
        try
        {
            var runbook = RunbookReader.Read(file, environment);
            return Of(state is null ? runbook : runbook with { State = Path.GetFullPath(state) });
        }
        catch (RollbackException) when (Left(state is null ? systemWide : Path.GetFullPath(state), file, environment) is { } left)
        {
            return left;
        }
        catch (RollbackException error) when (state is null)
        {
            throw new RollbackException(error.Id, error.Message, $"{error.Next} Where a run took it away, name the state folder that it had: --state FOLDER.", error);
        }
    }

    private static FileState In(string place, string system, string environment) => new(StateFolder.In(place, system, environment));

    // The state in which the newest run was of this very runbook.
    private static FileState? Left(string place, string file, string? environment) => Directory.Exists(place)
        ? Directory.EnumerateDirectories(place)
            .Select(folder => new FileState(new(folder)))
            .FirstOrDefault(state => RunRecord.Of(state).FirstOrDefault()?.Opened?.Plan is { } plan && plan.Runbook == file && plan.Request.Environment == environment)
        : null;
}

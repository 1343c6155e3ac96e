using System.Collections.Concurrent;
using RollbackOps.Engine.Journals.Postgres;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Journals;

/// <summary>Finds where a system has its state.</summary>
/// <param name="systemWide">The folder for the states of this machine's systems.</param>
/// <param name="secrets">Resolves references in the URL of a server.</param>
/// <param name="redactor">Hears its password.</param>
internal sealed class SystemStates(string systemWide, ISecrets secrets, Redactor redactor)
{
    // What runs need, keep and save stays on this machine also where the state is on a server.
    private readonly string _local = Environment.GetEnvironmentVariable("ROLLBACKOPS_LOCAL") is { Length: > 0 } own ? Path.GetFullPath(own) : systemWide;
    private readonly ConcurrentDictionary<string, StateDatabase> _servers = new();

    /// <summary>The state of the runbook's system.</summary>
    public ISystemState Of(Runbook runbook) => runbook.State is { } own && StatePlace.IsServer(own)
        ? On(Server(own, runbook.Folder), runbook.System, runbook.Environment)
        : In(runbook.State is { } folder ? runbook.FullPath(folder) : systemWide, runbook.System, runbook.Environment);

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
        Runbook runbook;
        try
        {
            runbook = RunbookReader.Read(file, environment);
        }
        catch (RollbackException) when (Left(state is null ? systemWide : Place(state), file, environment) is { } left)
        {
            return left;
        }
        catch (RollbackException error) when (state is not null && !File.Exists(file))
        {
            // Who names the state need not name a runbook that is gone, where only one system has its state there.
            return States(Place(state)).Where(left => left.Runs.Count > 0).ToList() is [var only]
                ? only
                : throw new RollbackException(error.Id, $"{error.Message} And {state} is not the state of one system alone.", "Name the runbook by the path that it had (--runbook), and the state as it was named there.", error);
        }
        catch (RollbackException error) when (state is null)
        {
            throw new RollbackException(error.Id, error.Message, $"{error.Next} Where a run took it away, name the state that it had: --state FOLDER or --state URL.", error);
        }

        return Of(state is null ? runbook : runbook with { State = Place(state) });
    }

    private static string Place(string state) => StatePlace.IsServer(state) ? state : Path.GetFullPath(state);

    private StateDatabase Server(string url, string folder)
    {
        var connection = StateConnection.Of(url, reference => secrets.Resolve(reference, folder), redactor.Add);
        return _servers.GetOrAdd(connection.Text, _ => new(connection));
    }

    private PostgresState On(StateDatabase server, string system, string environment) =>
        new(server, $"{system}/{environment}", StateFolder.OfServer(_local, system, environment));

    private static FileState In(string place, string system, string environment) => new(StateFolder.In(place, system, environment));

    // The state in which the newest run was of this very runbook.
    private ISystemState? Left(string place, string file, string? environment) => States(place)
        .FirstOrDefault(state => RunRecord.Of(state).FirstOrDefault()?.Opened?.Plan is { } plan && plan.Runbook == file && (plan.Request.Environment == environment || plan.Environment == environment));

    private IEnumerable<ISystemState> States(string place)
    {
        if (StatePlace.IsServer(place))
        {
            var server = Server(place, Environment.CurrentDirectory);
            return server.Systems.Select(name => name.Split('/', 2)).Select(name => On(server, name[0], name[^1]));
        }

        return Directory.Exists(place) ? Directory.EnumerateDirectories(place).Select(folder => new FileState(new(folder))) : [];
    }
}
